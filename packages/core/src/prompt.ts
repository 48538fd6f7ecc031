import { z } from 'zod'
import type { Role } from './actor.ts'
import type { EffectContext } from './context.ts'
import { type Operation, operation } from './operation.ts'

export interface PromptDefinition<Arguments extends z.ZodObject> {
  /** snake_case, unique among the operations, since a prompt is made by the same road. */
  name: string
  title: string
  summary: string
  roles: readonly (Role | 'public')[]
  arguments?: Arguments
  /** The words that the person's client puts into the conversation. */
  write(values: z.output<Arguments>, context: EffectContext): Promise<string> | string
}

/** A ready text that a person can put into a conversation; underneath it is an operation. */
export interface Prompt {
  operation: Operation
}

const noArguments = z.object({})

/** Declares one prompt. All its arguments arrive as strings, as the protocol has it. */
export function prompt<Arguments extends z.ZodObject = typeof noArguments>(definition: PromptDefinition<Arguments>): Prompt {
  const { name, title, summary, roles, write } = definition
  return {
    operation: operation({
      name,
      title,
      summary,
      roles,
      kind: 'effect',
      hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      tool: false,
      input: (definition.arguments ?? noArguments) as z.ZodObject,
      output: z.object({ text: z.string() }),
      text: (output) => output.text,
      run: async (values, context) => ({ text: await write(values as z.output<Arguments>, context) }),
    }),
  }
}
