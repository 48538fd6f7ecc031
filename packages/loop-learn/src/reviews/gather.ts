import { groupBy } from 'loop-core'
import { calibrationIn } from '../forecasts/forecast.ts'
import type { Learning } from '../learning.ts'
import { modeOf } from '../mode/mode.ts'
import { chooseQuestion } from '../questions.ts'
import { countKinds, nudgesWithin, proudest, type Span, sessionTimes, someNotesOf } from '../storage/history.ts'
import { allSpots, spotChangesSince, supportOf } from '../storage/spot-history.ts'
import type { BlindSpotRow, SpotChangeRow } from '../storage/tables.ts'
import { type Arc, findArcs, manyNotes } from '../trajectory/arcs.ts'
import { isOpen, stateBefore } from '../trajectory/open-spots.ts'
import { totalled } from '../trajectory/points.ts'
import { type Week, weekOf } from '../weeks.ts'
import { minute } from '../words.ts'
import { zoneOf } from '../zone.ts'
import { type AskedQuestion, type ReviewDocument, type SpotGroup, type SpotMention, spotGroups } from './document.ts'

const mostDomains = 8
const mostSpots = 10
const mostArcs = 5
const evidenceEach = 5

/** All that is to be said of a week that is over. */
export async function gatherReview(learning: Learning, week: Week): Promise<ReviewDocument> {
  const { db, learner } = learning
  const span = { from: week.starts_at, until: week.ends_at }
  const previous = weekOf(new Date(Date.parse(week.starts_at) - 1).toISOString(), zoneOf(learning))
  const earlier = { from: previous.starts_at, until: previous.ends_at }
  const [rows, rowsBefore] = [await countKinds(db, learner, span), await countKinds(db, learner, earlier)]
  const arcs = (await findArcs({ db, learner, at: week.ends_at }, { notes: manyNotes })).slice(0, mostArcs)
  const blind_spots = await spotsOf(learning, span)
  const { n, brier, gap } = await calibrationIn(learning, { since: week.starts_at, before: week.ends_at })
  return {
    sessions: await timeOf(learning, span),
    before: await timeOf(learning, earlier),
    counts: totalled(rows),
    counts_before: totalled(rowsBefore),
    domains: await domainsOf(learning, span, { rows, rowsBefore }),
    mode: modeOf(learning).mode,
    blind_spots,
    proud: await proudest(db, learner, span),
    arcs,
    calibration: n === 0 ? null : { n, brier: brier!, gap: gap! },
    nudges: await effectOfNudges(learning, span),
    question: await questionOf(learning, { arcs, blind_spots }),
  }
}

async function timeOf({ db, learner }: Learning, span: Span): Promise<ReviewDocument['sessions']> {
  const sessions = await sessionTimes(db, learner, span)
  const lengths = sessions.map(
    ({ started_at, last_activity_at, ended_at }) => Date.parse(ended_at ?? last_activity_at) - Date.parse(started_at),
  )
  return { count: sessions.length, minutes: Math.round(lengths.reduce((sum, length) => sum + length, 0) / minute) }
}

type Counted = Awaited<ReturnType<typeof countKinds>>

async function domainsOf(
  { db, learner }: Learning,
  span: Span,
  { rows, rowsBefore }: { rows: Counted; rowsBefore: Counted },
): Promise<ReviewDocument['domains']> {
  const sums = [...groupBy(rows, ({ domain }) => domain)].map(([domain, some]) => ({ domain, count: sumOf(some) }))
  const largest = sums.toSorted((one, other) => other.count - one.count || one.domain.localeCompare(other.domain)).slice(0, mostDomains)
  const domains: ReviewDocument['domains'] = []
  for (const { domain, count } of largest) {
    const before = sumOf(rowsBefore.filter((row) => row.domain === domain))
    domains.push({ observation_ids: await someNotesOf(db, learner, { ...span, domain }), count, before })
  }
  return domains
}

function sumOf(rows: Counted): number {
  return rows.reduce((sum, { count }) => sum + count, 0)
}

async function spotsOf({ db, learner }: Learning, { from, until }: Span): Promise<Record<SpotGroup, SpotMention[]>> {
  const [spots, changes] = [await allSpots(db, learner), await spotChangesSince(db, learner, from)]
  const groups = groupBy(spots, (spot) => groupOf(spot, changes, { from, until }))
  const shown = spotGroups.map((group) => [group, (groups.get(group) ?? []).slice(0, mostSpots)] as const)
  const ids = shown.flatMap(([, some]) => some.map(({ id }) => id))
  const support = await supportOf(db, learner, { spots: ids, each: evidenceEach })
  const mentioned = ({ id }: BlindSpotRow): SpotMention => ({ id, evidence_ids: support.get(id) ?? [] })
  return Object.fromEntries(shown.map(([group, some]) => [group, some.map(mentioned)])) as Record<SpotGroup, SpotMention[]>
}

/** What the week did to a blind spot; undefined where it says nothing of it. */
function groupOf(spot: BlindSpotRow, changes: readonly SpotChangeRow[], { from, until }: Span): SpotGroup | undefined {
  const [before, after] = [stateBefore(spot, changes, from), stateBefore(spot, changes, until)]
  if (!isOpen(after)) return after === 'resolved' && before !== 'resolved' ? 'resolved' : undefined
  if (before === null) return 'new'
  return after === 'relapsed' && before !== 'relapsed' ? 'relapsed' : 'open'
}

async function effectOfNudges({ db, learner }: Learning, span: Span): Promise<ReviewDocument['nudges']> {
  const nudges = await nudgesWithin(db, learner, span)
  return {
    delivered: nudges.length,
    answered: nudges.filter(({ answer }) => answer !== null).length,
    helped: nudges.filter(({ answer }) => answer === 'did_it' || answer === 'helped').length,
    better: nudges.filter(({ effect }) => effect === 'better').length,
  }
}

async function questionOf(
  learning: Learning,
  { arcs, blind_spots }: { arcs: readonly Arc[]; blind_spots: ReviewDocument['blind_spots'] },
): Promise<AskedQuestion> {
  const { gap, too_few } = await calibrationIn(learning)
  const [spot] = [...blind_spots.relapsed, ...blind_spots.new, ...blind_spots.open]
  const stalled = arcs.find(({ state }) => state === 'stalled')
  const chosen = chooseQuestion({ mode: modeOf(learning).mode, empty: false, stalled, spot, gap: too_few ? null : gap })
  return {
    id: chosen.id,
    ...(chosen.spot && { blind_spot_id: chosen.spot.id }),
    ...(chosen.stalled && { observation_ids: chosen.stalled.observation_ids }),
  }
}
