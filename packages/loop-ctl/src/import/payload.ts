import { text } from 'loop-core'
import { z } from 'zod'
import * as field from '../fields.ts'
import { limits } from '../words.ts'

/** How much one import may bring. */
export const most = { epics: 500, stories: 5_000, dependencies: 50_000 } as const

/** Null says as much as nothing: it never erases. */
function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? undefined)
}

/** What clients write as a text although it is a number. */
function numeric<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (typeof value === 'string' && /^\s*\d{1,15}(\.\d{1,10})?\s*$/.test(value) ? Number(value) : value), schema)
}

/** What is wrong with a value that is there but of the wrong kind. */
function otherwise(problem: string) {
  return { error: ({ input }: { input?: unknown }) => (input === undefined ? 'is required' : problem) }
}

const epicNumber = numeric(
  z.int(otherwise('must be a positive integer')).min(1, 'must be a positive integer').max(1_000_000_000, 'must be at most 1000000000'),
)

/** A number with a fraction is refused, since nobody knows any more whether 1.1 was 1.10. */
const storyNumber = z.preprocess(
  (value) => (Number.isSafeInteger(value) ? String(value) : typeof value === 'string' ? value.trim() : value),
  z.string(otherwise('must be a string such as "1.10"')).pipe(field.number),
)

const title = z.preprocess((value) => value ?? '', field.said(limits.title))

/** Many write what is to be reached as `description`. */
const criteria = z
  .array(field.criteria.element)
  .max(200, 'must have at most 200 items')
  .transform((list) =>
    list.map((item) => {
      const keys = Object.keys(item)
      return keys.length === 1 && keys[0] === 'description' ? { criterion: item.description } : item
    }),
  )

const Story = z.object({
  number: storyNumber,
  title,
  description: optional(text(limits.description)),
  acceptance_criteria: optional(criteria),
  estimated_hours: optional(numeric(field.hours)),
  metadata: optional(field.metadata),
  initial_agent_status: optional(z.enum(['pending', 'reported_done'])),
  initial_verified_status: optional(z.enum(['unverified', 'pass', 'verified'])),
})

const Epic = z.object({
  number: epicNumber,
  title,
  description: optional(text(limits.description)),
  phase: optional(text(limits.name)),
  position: optional(numeric(field.count)),
  metadata: optional(field.metadata),
  stories: optional(z.array(Story).max(most.stories, `must have at most ${most.stories} items`)),
})

/** A dependency under the names of the export, or under those that older clients use. */
function dependency<Schema extends z.ZodType>(level: string, number: Schema) {
  const renamed = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return value
    const given = value as Record<string, unknown>
    return { from: given[level] ?? given[`${level}_number`], to: given.depends_on ?? given[`depends_on_${level}`] }
  }
  const list = z.array(z.preprocess(renamed, z.object({ from: number, to: number })))
  return optional(list.max(most.dependencies, `must have at most ${most.dependencies} items`))
}

/** A whole work breakdown, as people and programs write it. */
export const Payload = z.object({
  epics: z.array(Epic).max(most.epics, `must have at most ${most.epics} items`),
  story_dependencies: dependency('story', storyNumber),
  epic_dependencies: dependency('epic', epicNumber),
})

export type Payload = z.output<typeof Payload>
export type GivenEpic = Payload['epics'][number]
export type GivenStory = NonNullable<GivenEpic['stories']>[number]
