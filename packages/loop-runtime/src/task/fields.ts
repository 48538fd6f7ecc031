import { nearest } from 'loop-core'
import { relativePathFault } from 'loop-core/workspace'
import { unseen } from 'loop-core/yaml'
import { z } from 'zod'
import { actionTools } from '../words.ts'
import { toolNamed } from './tool-name.ts'

/** A text that can be kept and shown as it was written. */
export function text(max: number) {
  return z
    .string()
    .max(max)
    .refine((value) => value.isWellFormed() && !unseen.test(value.replaceAll(/[\t\r\n]/g, ' ')), 'holds a character that cannot be seen')
    .refine((value) => value.trim() !== '', 'must not be empty')
}

/** A text in one line. */
export function line(max: number) {
  return text(max).refine((value) => !/[\r\n]/.test(value), 'must be one line')
}

export const Command = line(4_000)

/** A name of letters that are safe in a path, an argument and a table. */
export const Slug = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'must begin with a small letter, then at most 39 of a-z, 0-9, _ and -')

/** Two points are the way out of a folder, and between braces they stand for any number of globs. */
const Glob = line(256)
  .refine((glob) => !glob.includes('..'), 'must not hold ".."')
  .refine((glob) => relativePathFault(glob, 'posix') === undefined, 'must be relative to the workspace')
export const Globs = z.array(Glob).max(100)

export const Tool = z.string().transform((name, { addIssue }) => {
  const tool = toolNamed(name)
  if (tool !== undefined) return tool
  addIssue(`is no tool; did you mean ${nearest(name.slice(0, 64), actionTools, 1)[0]}?`)
  return z.NEVER
})

/** At most ten named commands besides tests and typecheck. */
export const Checks = z.record(z.string().max(100), Command).superRefine((checks, { addIssue }) => {
  const names = Object.keys(checks)
  if (names.length > 10) addIssue('must have at most 10 checks')
  for (const name of names)
    for (const { message } of Slug.safeParse(name).error?.issues ?? []) addIssue({ code: 'custom', path: [name], message })
})

/** Names of variables that commands may see. */
export const VariableNames = z.array(z.string().regex(/^[A-Za-z_]\w{0,99}$/, 'is no name of a variable')).max(50)
