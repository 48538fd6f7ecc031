import { LoopError } from 'loop-core'
import type { z } from 'zod'
import { minute } from '../words.ts'
import { type PartName, partNames, schemaVersion } from './parts.ts'
import { PlainNote, Profile, records } from './records.ts'

type RecordsOf = { [Name in PartName]: z.output<(typeof records)[Name]>[] }

/** What the lines of a file hold, by kind. */
export interface Lines {
  profile: z.output<typeof Profile> | undefined
  records: RecordsOf
  notes: z.output<typeof PlainNote>[]
  bad: BadLine[]
}

export interface BadLine {
  line: number
  problem: string
}

const longestLine = 64 * 1024

/** Reads and cleans the lines of a file, whatever it is; those that cannot be used are listed by number. */
export async function readLines(text: string, { at, first }: { at: string; first: number }): Promise<Lines> {
  const lines: Lines = { profile: undefined, records: emptyRecords(), notes: [], bad: [] }
  const latest = new Date(Date.parse(at) + 5 * minute).toISOString()
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const problem = await take(lines, line, latest)
    if (problem !== undefined) lines.bad.push({ line: first + index, problem })
  }
  return lines
}

function emptyRecords(): RecordsOf {
  return Object.fromEntries(partNames.map((name) => [name, []])) as unknown as RecordsOf
}

/** Puts one line to its kind; gives what is wrong with it. */
async function take(lines: Lines, line: string, latest: string): Promise<string | undefined> {
  if (Buffer.byteLength(line) > longestLine) return 'is longer than 64 KiB'
  const { type, ...fields } = objectIn(line) ?? {}
  if (type === 'loop-learn') return refuseNewer(fields.schema_version)
  const schema = schemaOf(type, fields)
  if (schema === undefined) return type === undefined ? 'is no JSON object of a note' : 'has a type that is not known here'
  const parsed = await schema.safeParseAsync(fields)
  if (!parsed.success) return problemOf(parsed.error)
  if (isAhead(parsed.data, latest)) return 'lies ahead in time'
  put(lines, type, parsed.data)
  return undefined
}

function objectIn(line: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(line.replace(/^\ufeff/, ''))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

function refuseNewer(version: unknown): undefined {
  if (version === schemaVersion) return
  throw new LoopError(
    'invalid_input',
    `This export has schema_version ${JSON.stringify(version)}; known here is ${schemaVersion}. Update loop-learn.`,
    {
      code: 'unknown_version',
    },
  )
}

function schemaOf(type: unknown, fields: object): z.ZodType | undefined {
  if (type === undefined) return 'kind' in fields ? PlainNote : undefined
  if (type === 'profile') return Profile
  return isPart(type) ? records[type] : undefined
}

function isPart(type: unknown): type is PartName {
  return partNames.includes(type as PartName)
}

function problemOf({ issues: [issue] }: z.ZodError): string {
  return `${issue!.path.join('.') || 'it'}: ${issue!.message}`.slice(0, 200)
}

function isAhead(data: unknown, latest: string): boolean {
  const { observed_at, last_activity_at } = data as { observed_at?: string; last_activity_at?: string }
  return (observed_at ?? last_activity_at ?? '') > latest
}

function put(lines: Lines, type: unknown, data: unknown): void {
  if (type === 'profile') lines.profile = data as Lines['profile']
  else if (isPart(type)) lines.records[type].push(data as never)
  else lines.notes.push(data as Lines['notes'][number])
}
