import { z } from 'zod'
import { commandOutcomes } from '../words.ts'

/** What a command showed; the names are those of the reference. */
export const CommandAnswer = z.looseObject({
  command: z.string(),
  passed: z.boolean(),
  exitCode: z.number().nullable(),
  stdout: z.string(),
  stderr: z.string(),
  outcome: z.enum([...commandOutcomes, 'running']),
  durationMs: z.number(),
  digest: z.string().nullable(),
  fresh: z.boolean(),
  wrote: z.array(z.string()),
  receiptId: z.string(),
})

/** What of it a client is told beforehand. */
export const CommandLine = CommandAnswer.pick({ passed: true, receiptId: true })
