import type { z } from 'zod'
import { most, Payload } from './payload.ts'
import { Problems } from './problems.ts'

/** Reads a payload. Throws `invalid_input` with what is wrong at which place, such as `epics[2].stories[3].title`. */
export function readPayload(given: unknown): Payload {
  const problems = new Problems()
  const result = Payload.safeParse(given, { error: problemOf })
  for (const issue of result.error?.issues ?? []) problems.add(pathOf(issue, given), issue.message)
  problems.refuse()
  const payload = result.data!
  findTooMany(payload, problems)
  findDoubles(payload, problems)
  problems.refuse()
  return payload
}

function findTooMany({ epics }: Payload, problems: Problems): void {
  const count = epics.reduce((sum, { stories = [] }) => sum + stories.length, 0)
  if (count > most.stories) problems.add('epics', `must have at most ${most.stories} stories together, not ${count}`)
}

function findDoubles({ epics }: Payload, problems: Problems): void {
  const [seenEpics, seenStories] = [new Set<number>(), new Set<string>()]
  for (const [i, epic] of epics.entries()) {
    if (seenEpics.has(epic.number)) problems.add(`epics[${i}].number`, `Duplicate epic number: ${epic.number}`)
    seenEpics.add(epic.number)
    for (const [j, { number }] of (epic.stories ?? []).entries()) {
      if (seenStories.has(number)) problems.add(`epics[${i}].stories[${j}].number`, `Duplicate story number: ${number}`)
      seenStories.add(number)
    }
  }
}

/** The names that a caller may have used for the two ends of a dependency. */
const ends: Readonly<Record<string, Record<string, readonly string[]>>> = {
  story_dependencies: { from: ['story', 'story_number'], to: ['depends_on', 'depends_on_story'] },
  epic_dependencies: { from: ['epic', 'epic_number'], to: ['depends_on', 'depends_on_epic'] },
}

/** `epics[2].stories[3].title`: as it would be written in a program. */
function pathOf({ path }: z.core.$ZodIssue, given: unknown): string {
  const names = ends[String(path[0])]?.[String(path[2])]
  const named = names === undefined ? path : [...path.slice(0, 2), nameUsed(names, path, given)]
  const words = named.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
  return words.join('').replace(/^\./, '').slice(0, 200) || 'payload'
}

function nameUsed(names: readonly string[], [list, index]: readonly PropertyKey[], given: unknown): string {
  const item = (given as Record<PropertyKey, Record<PropertyKey, object>>)[list!]![index!]!
  return names.find((name) => Object.hasOwn(item, name)) ?? names[0]!
}

const expected: Readonly<Record<string, string>> = {
  array: 'must be an array',
  object: 'must be an object',
  record: 'must be an object',
  string: 'must be a string',
  int: 'must be an integer',
  number: 'must be a number',
}

/** What our own fields do not say themselves. */
function problemOf({ code, input, ...issue }: z.core.$ZodRawIssue): string | undefined {
  if (code === 'invalid_value') return `must be one of ${(issue.values as string[]).join(', ')}`
  if (code !== 'invalid_type') return undefined
  return input === undefined ? 'is required' : expected[String(issue.expected)]
}
