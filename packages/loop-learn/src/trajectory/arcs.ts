import { groupBy } from 'loop-core'
import { z } from 'zod'
import type { Learning } from '../learning.ts'
import { findTold, notesWithin, type ThemedNote, type Told } from '../storage/history.ts'
import { day } from '../words.ts'

/** How it goes with a theme that came up in several sessions. */
export const arcStates = ['breakthrough', 'stalled', 'ongoing'] as const
export type ArcState = (typeof arcStates)[number]

/** One theme through several sessions. */
export interface Arc {
  state: ArcState
  /** In the order in which they happened, at most the newest twenty. */
  session_ids: string[]
  /** The oldest ones first, at most five: what its name is looked up from. */
  observation_ids: string[]
  last_seen_at: string
}

export const ArcView = z.object({
  label: z.string(),
  domain: z.string(),
  state: z.enum(arcStates),
  session_ids: z.array(z.string()),
  last_seen_at: z.string(),
})
export type ArcView = z.output<typeof ArcView>

/** Among so many notes arcs are looked for where there is time. */
export const manyNotes = 5_000

const span = 56 * day
const quiet = 14 * day

/** The themes that came up in two sessions or more, those seen last first. */
export function arcsIn(notes: readonly ThemedNote[], at: string): Arc[] {
  const themes = groupBy(notes, ({ about, domain, theme }) => JSON.stringify([about, domain, theme]))
  const arcs = [...themes.values()].map((some) => some.toSorted(byTime)).map((some) => arcOf(some, at))
  return arcs
    .filter(({ session_ids }) => session_ids.length > 1)
    .sort(
      (one, other) => other.last_seen_at.localeCompare(one.last_seen_at) || (one.observation_ids[0]! < other.observation_ids[0]! ? -1 : 1),
    )
}

function byTime(one: ThemedNote, other: ThemedNote): number {
  return one.observed_at.localeCompare(other.observed_at) || one.id.localeCompare(other.id)
}

function arcOf(notes: readonly ThemedNote[], at: string): Arc {
  return {
    state: stateOf(notes, at),
    session_ids: [...new Set(notes.map(({ session_id }) => session_id))].slice(-20),
    observation_ids: notes.slice(0, 5).map(({ id }) => id),
    last_seen_at: notes.at(-1)!.observed_at,
  }
}

function stateOf(notes: readonly ThemedNote[], at: string): ArcState {
  const last = notes.at(-1)!
  const hard = notes.filter(({ kind }) => kind === 'struggle' || kind === 'question').length
  if (last.kind === 'completion') return hard >= 2 ? 'breakthrough' : 'ongoing'
  return Date.parse(at) - Date.parse(last.observed_at) >= quiet ? 'stalled' : 'ongoing'
}

/** The arcs of the eight weeks up to a time, found among at most so many notes. */
export async function findArcs(
  { db, learner, at }: Pick<Learning, 'db' | 'learner' | 'at'>,
  { notes, domain }: { notes: number; domain?: string | undefined },
): Promise<Arc[]> {
  const from = new Date(Date.parse(at) - span).toISOString()
  return arcsIn(await notesWithin(db, learner, { from, until: at, domain, limit: notes }), at)
}

/** The arcs with what they are called; those whose notes are gone are left out. */
export async function nameArcs({ db, learner }: Pick<Learning, 'db' | 'learner'>, arcs: readonly Arc[]): Promise<ArcView[]> {
  const told = await findTold(
    db,
    learner,
    arcs.flatMap(({ observation_ids }) => observation_ids),
  )
  return arcs.flatMap((arc) => named(arc, new Map(told.map((one) => [one.id, one]))))
}

/** One arc by what its notes say. */
export function named({ observation_ids, ...arc }: Arc, told: ReadonlyMap<string, Told>): ArcView[] {
  const first = observation_ids.map((id) => told.get(id)).find((one) => one !== undefined)
  return first === undefined ? [] : [{ label: labelOf(first), domain: first.domain, ...arc }]
}

/** What a theme is called by its oldest note: the topic, else how the note begins. */
export function labelOf({ topic, content }: Pick<Told, 'topic' | 'content'>): string {
  return topic ?? [...content.replaceAll(/\s+/g, ' ')].slice(0, 60).join('').trim()
}
