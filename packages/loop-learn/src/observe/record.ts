import { audienceOf, type Learning } from '../learning.ts'
import { resolveSession } from '../sessions/resolve.ts'
import { evaluateSpots, type SpotMove } from '../spots/evaluate.ts'
import { addObservation, findByKey, findBySource, findSame, findThemed } from '../storage/observations.ts'
import { countInSession } from '../storage/sessions.ts'
import type { ObservationRow, SessionRow } from '../storage/tables.ts'
import { likestTheme } from '../themes/theme.ts'
import { tokensOf } from '../themes/tokens.ts'
import { day, minute, type ObservationKind, type Source, self, type Verdict } from '../words.ts'

/** What is known of an observation when it comes in, all of its texts cleaned. */
export interface Note {
  kind: ObservationKind
  content: string
  domain?: string | undefined
  topic?: string | undefined
  intensity?: number | undefined
  outcome?: Verdict | undefined
  about?: string | undefined
  refs?: readonly Ref[] | undefined
  source: Source
  source_ref?: string | undefined
  /** The caller's key for doing it once. */
  key?: string | undefined
  /** Now unless said. */
  observed_at?: string | undefined
  /** A session that was chosen; by the time unless said. */
  session?: SessionRow | undefined
}

export interface Ref {
  type: string
  id: string
}

export interface Kept {
  observation: ObservationRow
  session: { id: string; isNew: boolean }
  /** True where it was there already, and nothing was stored. */
  duplicate: boolean
}

export interface Recorded extends Kept {
  moves: SpotMove[]
}

/** The one road on which an observation comes to be, whoever saw it: finds its session and its theme, stores it once and looks for patterns. */
export async function record(learning: Learning, note: Note): Promise<Recorded> {
  const kept = await keepNote(learning, note)
  if (kept.duplicate) return { ...kept, moves: [] }
  tell(learning, kept.observation)
  return { ...kept, moves: await evaluateSpots(learning, kept.observation) }
}

/** The same in silence: for many at once, whose patterns are looked for when all are there. */
export async function keepNote(learning: Learning, note: Note): Promise<Kept> {
  const known = await alreadyThere(learning, note)
  if (known) return known
  const observed_at = note.observed_at ?? learning.at
  const { session, isNew } = note.session
    ? { session: note.session, isNew: false }
    : await resolveSession(learning, { at: observed_at, ...(note.domain && { domain: note.domain }) })
  const same = isNew ? undefined : await findDouble(learning, note, { session: session.id, observed_at })
  if (same) return unchanged(same)
  const observation = await store(learning, note, { session, observed_at })
  if (observation === undefined) return (await alreadyThere(learning, note))!
  return { observation, session: { id: session.id, isNew }, duplicate: false }
}

async function alreadyThere({ db, learner }: Learning, { key, source, source_ref: ref }: Note): Promise<Kept | undefined> {
  const known =
    (key === undefined ? undefined : await findByKey(db, learner, key)) ??
    (ref === undefined ? undefined : await findBySource(db, learner, { source, ref }))
  return known && unchanged(known)
}

function unchanged(observation: ObservationRow): Kept {
  return { observation, session: { id: observation.session_id, isNew: false }, duplicate: true }
}

/** What an eager agent says twice within ten minutes is one observation. */
async function findDouble(
  { db, learner }: Learning,
  { kind, content, source }: Note,
  { session, observed_at }: { session: string; observed_at: string },
): Promise<ObservationRow | undefined> {
  if (source === 'event') return undefined
  const time = Date.parse(observed_at)
  const [from, to] = [time - 10 * minute, time + 10 * minute].map((edge) => new Date(edge).toISOString()) as [string, string]
  return findSame(db, learner, { session, kind, content, from, to })
}

async function store(
  learning: Learning,
  note: Note,
  { session, observed_at }: { session: SessionRow; observed_at: string },
): Promise<ObservationRow | undefined> {
  const { db, learner } = learning
  const id = learning.newId()
  const domain = note.domain || session.domain || 'general'
  const about = note.about ?? self
  const tokens = await tokensOf(note.content)
  const { refs = [] } = note
  const added = await addObservation(db, learner, {
    id,
    session_id: session.id,
    kind: note.kind,
    content: note.content,
    domain,
    topic: note.topic || null,
    theme: await themeOf(learning, { id, domain, about, tokens, topic: note.topic, observed_at }),
    intensity: note.intensity ?? 3,
    outcome: note.outcome ?? null,
    about,
    refs: JSON.stringify(refs),
    ref: refs[0] ? `${refs[0].type}:${refs[0].id}` : null,
    source: note.source,
    source_ref: note.source_ref ?? null,
    request_key: note.key ?? null,
    observed_at,
    recorded_at: learning.at,
    tokens: tokens.join(' '),
    token_count: tokens.length,
    topic_tokens: (await tokensOf(note.topic ?? '')).join(' '),
  })
  if (added) await countInSession(db, learner, { id: session.id, kind: note.kind })
  return added
}

interface Themeless {
  id: string
  domain: string
  about: string
  topic?: string | undefined
  tokens: readonly string[]
  observed_at: string
}

async function themeOf({ db, learner }: Learning, { id, topic, tokens, domain, about, observed_at }: Themeless): Promise<string> {
  if (topic) return `topic:${topic}`
  const since = new Date(Date.parse(observed_at) - 90 * day).toISOString()
  return likestTheme(tokens, await findThemed(db, learner, { domain, about, since })) ?? `obs:${id}`
}

function tell(learning: Learning, { id, session_id, kind, source, about }: ObservationRow): void {
  const after = { observation_id: id, session_id, kind, source, about }
  learning.emit({ type: 'learning.observed', entity: id, after, ...audienceOf(learning) })
}
