import type { EventInput, TransactionContext } from 'loop-core'
import { changeProfile, type Profile, type ProfileChange, readProfile } from 'loop-core/accounts'
import { invalid } from '../refusals.ts'
import { mostSettings } from '../settings.ts'

type Changes = Pick<EventInput, 'before' | 'after' | 'details'>

/** Changes what is named and keeps the rest, and says what the log is to keep of that, if anything is now different. Throws `invalid_input`. */
export async function editProfile(
  { db, now }: Pick<TransactionContext, 'db' | 'now'>,
  change: ProfileChange,
): Promise<{ profile: Profile; changes: Changes | undefined }> {
  const before = await readProfile(db)
  const profile = await changeProfile(db, change, now())
  requireSettingsFit(profile)
  return { profile, changes: changesOfProfile(before, profile) }
}

/** Settings are merged, so each change may be small and all of them together still be too much. */
function requireSettingsFit({ settings }: Profile): void {
  if (Buffer.byteLength(JSON.stringify(settings)) <= mostSettings) return
  throw invalid({ settings: `must be at most ${mostSettings / 1024} KiB as JSON, those that are already there included` })
}

/** What the log keeps of a change: which fields, and their values where those are numbers or switches; the rest is people's own and can be erased. */
function changesOfProfile(before: Profile, after: Profile): Changes | undefined {
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
