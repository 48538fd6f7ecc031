import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { type Companion, openCompanion } from './companion.ts'
import { type Sitting, story } from './story.ts'

interface Telling {
  companion: Companion
  say: (line: string) => void
  /** The nudge that waits for an answer. */
  nudge?: string
  /** The blind spots of which it was said that they are over. */
  over: Set<string>
}

/** Lives the story with loop-learn, says what it answered, and ends with its report in a file. */
export async function keepDiary({ databaseUrl, report, say }: { databaseUrl: string; report: string; say: Telling['say'] }): Promise<void> {
  const companion = openCompanion(databaseUrl)
  const telling: Telling = { companion, say, over: new Set() }
  try {
    companion.goTo(story[0]!.at)
    await companion.call('update_profile', { timezone: 'UTC' })
    for (const sitting of story) await sit(telling, sitting)
    await lookBack(telling)
    const { pieces } = await companion.call('get_report')
    await pipeline(pieces, createWriteStream(report))
  } finally {
    await companion.close()
  }
}

async function sit(telling: Telling, sitting: Sitting): Promise<void> {
  const { companion, say } = telling
  companion.goTo(sitting.at)
  say(`\n${dayOf(sitting.at)}, ${sitting.domain}: ${sitting.intent}`)
  await begin(telling, sitting)
  const { claim, probability, outcome } = sitting.forecast
  const { forecast } = await companion.call('record_forecast', { claim, probability, domain: sitting.domain })
  await note(telling, sitting)
  if (sitting.nudged) await hear(telling)
  await companion.call('settle_forecast', { forecast_id: forecast.id, outcome })
  await end(telling)
}

/** Sits down: what has become of the blind spots, and what is said to the last nudge. */
async function begin(telling: Telling, { domain, intent, answer }: Sitting): Promise<void> {
  const { companion, say, over, nudge: nudge_id } = telling
  const { context } = await companion.call('loop_session_start', { domain, intent })
  for (const { title } of context.blind_spots) say(`  → still open: ${title}`)
  const { blind_spots } = await companion.call('list_blind_spots', { state: 'resolved' })
  for (const { id, title } of blind_spots) if (!over.has(id)) say(`  → resolved: ${title}`)
  telling.over = new Set(blind_spots.map(({ id }: { id: string }) => id))
  if (answer === undefined) return
  const { next_due } = await companion.call('answer_nudge', { nudge_id, answer })
  say(`  answer      ${answer}`)
  say(`  → asks again on ${dayOf(next_due)} at the earliest`)
}

async function note({ companion, say }: Telling, { notes }: Sitting): Promise<void> {
  for (const note of notes) {
    companion.pass(20)
    say(`  ${note.kind.padEnd(12)}${note.content}`)
    const { blind_spots_changed } = await companion.call('loop_observe', note)
    for (const { title, to } of blind_spots_changed) say(`  → blind spot ${to}: ${title}`)
  }
}

async function hear(telling: Telling): Promise<void> {
  const { nudge } = await telling.companion.call('loop_get_nudge')
  telling.nudge = nudge.id
  telling.say(`  → ${nudge.text}`)
}

async function end({ companion, say }: Telling): Promise<void> {
  companion.pass(20)
  const { weekly_review } = await companion.call('loop_session_end')
  if (weekly_review.due) say(`  → week ${weekly_review.week}: ${weekly_review.headline}`)
}

/** The review of the last week, and how it goes altogether. */
async function lookBack({ companion, say }: Telling): Promise<void> {
  const { weekly_reviews } = await companion.call('list_weekly_reviews', { limit: 1 })
  const { weekly_review } = await companion.call('get_weekly_review', { week: weekly_reviews[0].week })
  const { reflection } = await companion.call('loop_reflect')
  say(`\n${weekly_review.markdown}\n${reflection.summary}`)
}

function dayOf(time: string): string {
  return new Date(time).toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
}
