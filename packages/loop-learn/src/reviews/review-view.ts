import { z } from 'zod'
import type { Learning } from '../learning.ts'
import { askQuestion } from '../questions.ts'
import { findTold, type Told } from '../storage/history.ts'
import { allSpots } from '../storage/spot-history.ts'
import type { BlindSpotRow, ReviewRow } from '../storage/tables.ts'
import { ArcView, labelOf, named } from '../trajectory/arcs.ts'
import { quoteOf } from '../views/blind-spot.ts'
import { Counts } from '../views/session.ts'
import { detectorNames, severities, spotStates, thresholds } from '../words.ts'
import { documentOf, type ReviewDocument, type SpotMention, spotGroups } from './document.ts'
import { headlineOf } from './headline.ts'

const Mention = z.object({
  id: z.string(),
  title: z.string(),
  label: z.string(),
  detector: z.enum(detectorNames),
  state: z.enum(spotStates),
  severity: z.enum(severities),
  evidence_ids: z.array(z.string()),
})
const Mentions = z.array(Mention)
const Time = z.object({ count: z.int(), minutes: z.int() })

/** One line of the list of reviews. */
export const ReviewLine = z.object({
  id: z.string(),
  week: z.string(),
  starts_at: z.string(),
  ends_at: z.string(),
  written_at: z.string(),
  headline: z.string(),
})

/** A review with all that it says. */
export const Review = ReviewLine.extend({
  mode: z.enum(thresholds),
  sessions: Time,
  sessions_before: Time,
  counts: Counts,
  counts_before: Counts,
  domains: z.array(z.object({ domain: z.string(), count: z.int(), before: z.int() })),
  blind_spots: z.object({ new: Mentions, resolved: Mentions, relapsed: Mentions, open: Mentions }),
  proud: z.array(z.object({ observation_id: z.string(), quote: z.string() })),
  arcs: z.array(ArcView),
  calibration: z.object({ n: z.int(), brier: z.number(), gap: z.number() }).nullable(),
  nudges: z.object({ delivered: z.int(), answered: z.int(), helped: z.int(), better: z.int() }),
  question: z.string(),
  /** What a model added, each sentence with what it rests on. */
  narrative: z.array(z.object({ text: z.string(), evidence_ids: z.array(z.string()) })).optional(),
})
export type Review = z.output<typeof Review>

export function reviewLine(row: ReviewRow): z.output<typeof ReviewLine> {
  const { id, week, starts_at, ends_at, written_at } = row
  return { id, week, starts_at, ends_at, written_at, headline: headlineOf(documentOf(row)) }
}

/** Looks up what a review speaks of; what is gone is left out. */
export async function viewReview({ db, learner }: Pick<Learning, 'db' | 'learner'>, row: ReviewRow): Promise<Review> {
  const document = documentOf(row)
  const told = new Map((await findTold(db, learner, notesOf(document))).map((one) => [one.id, one]))
  const spots = new Map((await allSpots(db, learner)).map((spot) => [spot.id, spot]))
  const { mode, sessions, before, counts, counts_before, calibration, nudges } = document
  return {
    ...reviewLine(row),
    mode,
    sessions,
    sessions_before: before,
    counts,
    counts_before,
    domains: domainsOf(document, told),
    blind_spots: mentionsOf(document, spots),
    proud: document.proud.flatMap((id) => prideOf(told.get(id))),
    arcs: document.arcs.flatMap((arc) => named(arc, told)),
    calibration,
    nudges,
    question: questionOf(document, { told, spots }),
    ...(row.narrative !== null && { narrative: JSON.parse(row.narrative) }),
  }
}

function notesOf({ domains, proud, arcs, question }: ReviewDocument): string[] {
  const lists = [...domains, ...arcs, { observation_ids: [...proud, ...(question.observation_ids ?? [])] }]
  return [...new Set(lists.flatMap(({ observation_ids }) => observation_ids))]
}

type Notes = ReadonlyMap<string, Told>
type Spots = ReadonlyMap<string, BlindSpotRow>

function firstOf(ids: readonly string[] | undefined, told: Notes): Told | undefined {
  return ids?.map((id) => told.get(id)).find((one) => one !== undefined)
}

function domainsOf({ domains }: ReviewDocument, told: Notes): Review['domains'] {
  return domains.flatMap(({ observation_ids, count, before }) => {
    const note = firstOf(observation_ids, told)
    return note === undefined ? [] : [{ domain: note.domain, count, before }]
  })
}

function mentionsOf({ blind_spots }: ReviewDocument, spots: Spots): Review['blind_spots'] {
  const mentions = spotGroups.map((group) => [group, blind_spots[group].flatMap((mention) => mentionOf(mention, spots))])
  return Object.fromEntries(mentions)
}

function mentionOf({ id, evidence_ids }: SpotMention, spots: Spots): z.output<typeof Mention>[] {
  const spot = spots.get(id)
  if (spot === undefined) return []
  const { title, label, detector, state, severity } = spot
  return [{ id, title, label, detector, state, severity, evidence_ids }]
}

function prideOf(note: Told | undefined): Review['proud'] {
  return note === undefined ? [] : [{ observation_id: note.id, quote: quoteOf(note.content) }]
}

function questionOf({ question, mode }: ReviewDocument, { told, spots }: { told: Notes; spots: Spots }): string {
  const { id, blind_spot_id, observation_ids } = question
  const spot = blind_spot_id === undefined ? undefined : spots.get(blind_spot_id)
  const note = firstOf(observation_ids, told)
  return askQuestion(id, { mode, label: spot?.label ?? (note && labelOf(note)) })
}
