import { text, time } from 'loop-core'
import { z } from 'zod'
import { edgeKinds, priorities, taskStatuses, visibilities } from './words.ts'

const ulid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/

/** Whether a text is an id as rows have it. */
export function isId(value: string): boolean {
  return ulid.test(value)
}

/** The id of a row, in either case; nothing else looks like one. */
function id(list: string) {
  return z
    .string()
    .max(64)
    .overwrite((value) => value.toUpperCase())
    .refine((value) => ulid.test(value), { message: `is no id (26 characters); ${list} shows them`, params: { code: 'bad_id' } })
}

export const taskId = id('list_tasks')
export const loopId = id('list_loops')
export const commentId = id('list_comments')
export const notificationId = id('list_inbox')

/** One line of text: white space at the ends goes, and within it becomes one space. */
function line(max: number) {
  return z
    .string()
    .overwrite((value) => value.replaceAll(/\s+/g, ' ').trim())
    .pipe(text(max, 1))
    .meta({ minLength: 1, maxLength: max })
}

export const title = line(500)
export const name = line(200)
export const description = text(8_192)
export const aiContext = text(32_768)
export const body = text(65_536)

export const priority = z.enum(priorities)
export const status = z.enum(taskStatuses)
/** What add_dependency makes: a parent is given by parent_id instead, since a task has only one. */
export const edgeKind = z.enum(edgeKinds).exclude(['parent']).default('blocks').describe('Only blocks makes it wait')
export const visibility = z.enum(visibilities)
export const loopPriority = z.number().min(0).max(Number.MAX_VALUE)

/** A day that is in the calendar. */
export const dueDate = z
  .string()
  .max(10)
  .refine(isDay, { message: 'must be a day of the calendar as YYYY-MM-DD', params: { code: 'bad_date' } })

function isDay(value: string): boolean {
  const day = new Date(`${value}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
}

export const idempotencyKey = text(128, 1).optional()
export const ifVersion = z.int().min(1).max(2_147_483_647).optional()
export const leaseSeconds = z.int().min(5).max(14_400)
export const maxAttempts = z.int().min(1).max(20)
export const worker = text(80, 1).optional()
export const leaseToken = text(200, 1)
export const override = z.boolean().optional().describe('People only: in spite of a lease')

export function limit(preset: number) {
  return z.int().min(1).max(100).default(preset)
}

export const cursor = text(200, 1).optional()
export const instant = time()
