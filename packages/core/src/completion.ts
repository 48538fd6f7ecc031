import { z } from 'zod'
import type { TransactionContext } from './context.ts'
import { LoopError } from './error.ts'
import { type Operation, operation } from './operation.ts'
import { text } from './text.ts'

/** Suggests values of one argument while a person types; `text` is what is there so far. */
export type Completion = (text: string, context: TransactionContext) => Promise<string[]>

/** The name of the operation beneath a module's completions. */
export function completionName(module: { name: string }): string {
  return `complete_${module.name}`
}

/** Makes a module's completions callable by the same road as everything else, over HTTP to another process too. */
export function completionOperation(module: { name: string; completions: Readonly<Record<string, Completion>> }): Operation {
  return operation({
    name: completionName(module),
    title: 'Complete an argument',
    summary: 'Values of one argument that fit what was typed so far.',
    kind: 'read',
    roles: ['user', 'orchestrator', 'agent'],
    tool: false,
    input: z.object({ argument: text(64, 1), text: text(200) }),
    output: z.object({ values: z.array(z.string()) }),
    async run({ argument, text: typed }, context) {
      const completion = Object.hasOwn(module.completions, argument) ? module.completions[argument] : undefined
      if (completion === undefined) throw new LoopError('not_found', `Nothing is known to complete the argument ${argument}.`)
      return { values: await completion(typed, context) }
    },
  })
}
