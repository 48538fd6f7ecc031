import { z } from 'zod'
import { clean } from '../clean/clean.ts'
import { slugOf } from '../clean/slug.ts'
import { about, kind, moment } from '../fields.ts'
import { ReviewDocument } from '../reviews/document.ts'
import { longestSession } from '../sessions/choose.ts'
import {
  detectorNames,
  endings,
  forecastOutcomes,
  nudgeAnswers,
  severities,
  sources,
  spotStates,
  styles,
  thresholds,
  verdicts,
} from '../words.ts'
import type { PartName } from './parts.ts'

const id = z.string().regex(/^[\w-]{1,60}$/)
const count = z.int().min(0).max(1_000_000)
const real = z.number().min(0).max(1_000_000)
const name = z.string().max(200)
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().default(null)

const words = (max: number) =>
  z
    .string()
    .transform(async (given) => (await clean(given)).text)
    .refine((text) => [...text].length <= max, `must have at most ${max} characters after cleaning`)
const said = (max: number) => words(max).refine((text) => text !== '', 'must hold more than what is private')
const slug = (max: number) => words(max).transform(slugOf)

const refs = z.array(z.object({ type: words(30), id: words(200) })).max(5)
const theme = words(70).refine((given) => given === '' || /^(?:topic|model):\S+$|^obs:[\w-]+$/.test(given), 'must be a theme')

const Session = z
  .object({
    id,
    started_at: moment,
    last_activity_at: moment,
    ended_at: maybe(moment),
    ended_by: maybe(z.enum(endings)),
    domain: maybe(slug(40)),
    intent: maybe(words(500)),
    summary: maybe(words(2_000)),
  })
  .refine(({ started_at, last_activity_at }) => {
    const length = Date.parse(last_activity_at) - Date.parse(started_at)
    return length >= 0 && length <= longestSession
  }, 'must last from 0 to 12 hours')

const Observation = z.object({
  id,
  session_id: id,
  kind,
  content: said(4_000),
  domain: slug(40),
  topic: maybe(slug(60)),
  theme,
  intensity: z.int().min(1).max(5).default(3),
  outcome: maybe(z.enum(verdicts)),
  about: about.default('self'),
  refs: refs.default([]),
  source: z.enum(sources),
  source_ref: maybe(name),
  request_key: maybe(name),
  observed_at: moment,
  recorded_at: moment,
})

const BlindSpot = z.object({
  id,
  detector: z.enum(detectorNames),
  about,
  domain: slug(40),
  theme,
  label: words(200),
  state: z.enum(spotStates),
  title: words(120),
  pattern: words(400),
  support_count: count,
  counter_count: count,
  session_count: count,
  first_seen_at: moment,
  last_seen_at: moment,
  confidence: z.number().min(0).max(0.95),
  severity: z.enum(severities),
  relapses: count,
  resolved_at: maybe(moment),
  quiet_since: maybe(moment),
  over_at: maybe(moment),
  created_at: moment,
  updated_at: moment,
  evidence: z
    .array(z.object({ observation_id: id, sign: z.union([z.literal(1), z.literal(-1)]) }))
    .max(50)
    .default([]),
})

const Change = z.object({
  id,
  spot_id: id,
  at: moment,
  from_state: maybe(z.enum(spotStates)),
  to_state: z.enum(spotStates),
  by: z.string().regex(/^[\w:-]{1,60}$/),
  why: z.string().regex(/^[\w:-]{1,60}$/),
})

const Card = z.object({
  spot_id: id,
  due: moment,
  stability: real,
  difficulty: real,
  reps: count,
  lapses: count,
  state: count,
  last_review: maybe(moment),
  snoozed_until: maybe(moment),
  paused_until: maybe(moment),
  ignored_in_a_row: count,
  same_in_a_row: count,
  variant: count,
})

const Nudge = z.object({
  id,
  spot_id: maybe(id),
  mode: z.enum(thresholds),
  style: z.enum(styles),
  text: words(400),
  source: z.enum(['local', 'model', 'starter']),
  starter: maybe(z.string().regex(/^[\w:-]{1,60}$/)),
  delivered_at: moment,
  answer: maybe(z.enum(nudgeAnswers)),
  answered_at: maybe(moment),
  note: maybe(words(300)),
  expired_at: maybe(moment),
  supported_at: maybe(moment),
  effect: maybe(z.enum(['better', 'same'])),
})

const Forecast = z.object({
  id,
  claim: said(300),
  probability: z.number().min(0).max(1),
  about,
  model: maybe(words(60)),
  domain: slug(40),
  refs: refs.default([]),
  due_at: maybe(moment),
  recorded_at: moment,
  settled_at: maybe(moment),
  outcome: maybe(z.enum(forecastOutcomes)),
  source_ref: maybe(name),
  request_key: maybe(name),
})

const Paragraph = z.object({ text: said(1_200), evidence_ids: z.array(id).max(50) })

const Review = z.object({
  id,
  week: z.string().regex(/^\d{4}-W\d{2}$/),
  starts_at: moment,
  ends_at: moment,
  document: ReviewDocument.transform((document) => JSON.stringify(document)),
  narrative: maybe(
    z
      .array(Paragraph)
      .max(10)
      .transform((paragraphs) => JSON.stringify(paragraphs)),
  ),
  written_at: moment,
})

/** What the lines of an export may hold, by their type; every text is cleaned once more. */
export const records = {
  session: Session,
  observation: Observation,
  blind_spot: BlindSpot,
  change: Change,
  card: Card,
  nudge: Nudge,
  forecast: Forecast,
  review: Review,
} satisfies Record<PartName, z.ZodType>

/** A note in a list that no export made. */
export const PlainNote = z.object({
  kind,
  content: said(4_000),
  observed_at: moment,
  domain: slug(40).optional(),
  topic: slug(60).optional(),
})

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** The settings and what is known of a learner, but for keys. */
export const Profile = z.object({
  threshold: maybe(z.enum(thresholds)),
  inferred_mode: maybe(z.enum(thresholds)),
  mode_since: maybe(moment),
  mode_reason: maybe(z.string().max(2_000)),
  mode_candidate: maybe(z.enum(thresholds)),
  mode_candidate_at: maybe(moment),
  mode_evaluated_at: maybe(moment),
  timezone: maybe(z.string().max(60).refine(isZone, 'must be a time zone')),
  quiet_start: time,
  quiet_end: time,
  nudges_per_day: maybe(z.int().min(0).max(5)),
  retention_days: maybe(z.int().min(30).max(3_650)),
  analysis: z.enum(['auto', 'local']),
  excluded_domains: z.array(slug(40)).max(50),
  nudge_day: maybe(z.iso.date()),
  nudge_count: count,
  last_nudge_at: maybe(moment),
  created_at: moment,
  updated_at: moment,
})

function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}
