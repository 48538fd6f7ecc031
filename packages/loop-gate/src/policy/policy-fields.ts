import { loaderVariables, scrubEnvironment } from 'loop-core/process'
import { relativePathFault } from 'loop-core/workspace'
import { unseen } from 'loop-core/yaml'
import { z } from 'zod'
import { braceResults } from './brace-results.ts'

/** A text without NUL that can be kept and shown as it was written. */
export function text(max: number, min = 1) {
  return z
    .string()
    .min(min)
    .max(max)
    .refine((value) => value.isWellFormed() && !unseen.test(value.replaceAll(/[\t\n]/g, ' ')), 'holds a character that cannot be seen')
}

/** A text in one line, such as a title. */
export function line(max: number) {
  return z
    .string()
    .min(1, { abort: true })
    .max(max)
    .refine((value) => value.isWellFormed() && !unseen.test(value), 'holds a control character')
    .refine((value) => value.trim() !== '', 'must not be blank')
}

/** Refuses what a function finds at fault, in its words. */
export function refusing<Value>(faultOf: (value: Value) => string | undefined) {
  return (value: Value, { addIssue }: z.RefinementCtx<Value>) => {
    const fault = faultOf(value)
    if (fault !== undefined) addIssue(fault)
  }
}

const mostBraceResults = 100

/** What picomatch reads: a path beneath the root with `*`, `**` and `{a,b}`. */
const Glob = line(256).superRefine(refusing(faultOfGlob))

/** Each of these would be taken, and would then match nothing or everything. */
function faultOfGlob(glob: string): string | undefined {
  if (braceResults(glob) > mostBraceResults) return `stands for more than ${mostBraceResults} globs by its braces`
  if (/^!(?!\()/.test(glob)) return 'must not begin with "!": name what counts'
  if (glob.endsWith('/')) return 'must name files: write ** behind the last slash'
  return relativePathFault(glob, 'posix') && outside
}

export const Globs = z.array(Glob).max(50)

const outside = 'must be beneath the root: a relative path without ".."'

/** What is wrong with the path of something beneath the root. */
export function placeFault(path: string): string | undefined {
  return relativePathFault(path) && outside
}

const mostVariables = 20

/** What a check gets besides the caller's own environment. */
export const Variables = z
  .record(z.string().max(100), text(4_000, 0))
  .superRefine((variables, { addIssue }) => {
    const names = Object.keys(variables)
    if (names.length > mostVariables) addIssue(`must have at most ${mostVariables} variables`)
    const free = scrubEnvironment(variables, { drop: [...loaderVariables, 'PATH'] })
    for (const name of names) {
      if (!/^[A-Za-z_]\w*$/.test(name)) addIssue({ code: 'custom', path: [name], message: 'is no name of a variable' })
      else if (!Object.hasOwn(free, name)) addIssue({ code: 'custom', path: [name], message: 'may not be set by a policy' })
    }
  })
  .meta({ maxProperties: mostVariables })
