import type { EventInput } from 'loop-core'
import type { Profile } from 'loop-core/accounts'
import { invalid } from '../refusals.ts'
import { mostSettings } from '../settings.ts'

/** Settings are merged, so each change may be small and all of them together still be too much. */
export function requireSettingsFit({ settings }: Profile): void {
  if (Buffer.byteLength(JSON.stringify(settings)) <= mostSettings) return
  throw invalid({ settings: `must be at most ${mostSettings / 1024} KiB as JSON, those that are already there included` })
}

/** What the log keeps of a change: which fields, and their values where those are numbers or switches; the rest is people's own and can be erased. */
export function changesOfProfile(before: Profile, after: Profile): Pick<EventInput, 'before' | 'after' | 'details'> | undefined {
  const [old, fresh] = [fieldsOf(before), fieldsOf(after)]
  const changed = Object.keys(fresh).filter((name) => JSON.stringify(old[name]) !== JSON.stringify(fresh[name]))
  if (changed.length === 0) return undefined
  const plain = changed.filter((name) => isPlain(old[name] ?? null) && isPlain(fresh[name]))
  const pick = (fields: Fields) => Object.fromEntries(plain.map((name) => [name, fields[name] ?? null]))
  return { before: pick(old), after: pick(fresh), details: { changed } }
}

type Fields = Record<string, unknown>

function fieldsOf({ name, email, settings }: Profile): Fields {
  const entries = Object.entries(settings).map(([name, value]) => [`settings.${name}`, value])
  return { name, email, ...Object.fromEntries(entries) }
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value === 'number' || typeof value === 'boolean'
}
