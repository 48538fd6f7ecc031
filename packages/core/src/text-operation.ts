import { z } from 'zod'
import type { Role } from './actor.ts'
import type { EffectContext } from './context.ts'
import { type Operation, operation } from './operation.ts'

/** What a resource and a prompt both say of themselves. */
export interface TextDefinition {
  /** snake_case, unique among the operations, since the text is had by the same road. */
  name: string
  title: string
  summary: string
  roles: readonly (Role | 'public')[]
}

interface Writing<Input extends z.ZodObject> {
  input: Input | undefined
  write(values: z.output<Input>, context: EffectContext): Promise<string> | string
}

export const noInput = z.object({})

/** The operation beneath a resource or a prompt: it answers with one text and is no tool. */
export function textOperation<Input extends z.ZodObject>(definition: TextDefinition, { input, write }: Writing<Input>): Operation {
  const { name, title, summary, roles } = definition
  return operation({
    name,
    title,
    summary,
    roles,
    // No transaction is opened for a text that needs none, so a guide can be read while the database cannot.
    kind: 'effect',
    hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    tool: false,
    input: (input ?? noInput) as z.ZodObject,
    output: z.object({ text: z.string() }),
    text: (output) => output.text,
    run: async (values, context) => ({ text: await write(values as z.output<Input>, context) }),
  })
}
