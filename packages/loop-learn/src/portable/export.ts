import type { Learning } from '../learning.ts'
import { evidenceOf, rowsAfter } from '../storage/portable.ts'
import type { LearnerRow } from '../storage/tables.ts'
import { type PartName, partNames, parts, schemaVersion } from './parts.ts'

/** Where an export goes on: in which part, and behind which of its rows. */
export interface ExportPlace {
  part: PartName
  after: string
}

export interface ExportPage {
  lines: string[]
  next?: ExportPlace
}

const pageSize = 500

/** Some lines of an export, and where the next begin; an export without a place begins with its head and the profile. */
export async function exportPage(learning: Learning, place: ExportPlace | undefined): Promise<ExportPage> {
  if (place === undefined) return { lines: headOf(learning), next: { part: partNames[0]!, after: '' } }
  const { part, after } = place
  const rows = await rowsAfter(learning.db, learning.learner, { ...parts[part], after, limit: pageSize })
  const lines = (await withEvidence(learning, part, rows)).map((row) => lineOf(part, row))
  const next = nextPlace(part, rows)
  return { lines, ...(next && { next }) }
}

function headOf({ profile, at }: Learning): string[] {
  return [{ type: 'loop-learn', schema_version: schemaVersion, exported_at: at }, profileLine(profile)].map((line) => JSON.stringify(line))
}

/** Without the key of a model, which stays where it is, and without what counts for this place alone. */
function profileLine({ id, generation, key_ciphertext, key_hint, key_set_at, key_status, excluded_domains, ...profile }: LearnerRow) {
  return { type: 'profile', ...withoutNulls(profile), excluded_domains: JSON.parse(excluded_domains) }
}

type Row = Record<string, unknown>

async function withEvidence({ db, learner }: Learning, part: PartName, rows: readonly Row[]): Promise<readonly Row[]> {
  if (part !== 'blind_spot') return rows
  const evidence = await evidenceOf(
    db,
    learner,
    rows.map(({ id }) => String(id)),
  )
  return rows.map((row) => ({
    ...row,
    evidence: evidence.filter(({ spot_id }) => spot_id === row.id).map(({ observation_id, sign }) => ({ observation_id, sign })),
  }))
}

function lineOf(part: PartName, row: Row): string {
  const { without, json }: { without: readonly string[]; json: readonly string[] } = parts[part]
  const kept = Object.entries(withoutNulls(row)).filter(([name]) => name !== 'learner_id' && !without.includes(name))
  const told = kept.map(([name, value]) => [name, json.includes(name) ? JSON.parse(String(value)) : value])
  return JSON.stringify({ type: part, ...Object.fromEntries(told) })
}

function withoutNulls(row: object): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
}

function nextPlace(part: PartName, rows: readonly Row[]): ExportPlace | undefined {
  const last = rows.at(-1)
  if (last && rows.length === pageSize) return { part, after: String(last[parts[part].key]) }
  const following = partNames[partNames.indexOf(part) + 1]
  return following && { part: following, after: '' }
}
