import { z } from 'zod'
import type { Role } from './actor.ts'
import type { EffectContext } from './context.ts'
import { type Operation, operation } from './operation.ts'

const content = z.object({ text: z.string() })

export interface ResourceDefinition<Parameters extends z.ZodObject> {
  /** snake_case, unique among the operations, since a resource is read by the same road. */
  name: string
  title: string
  summary: string
  roles: readonly (Role | 'public')[]
  /** `loop://gate/guide`, or a template such as `loop://gate/decisions/{id}` with one parameter in each brace. */
  uri: string
  mimeType: 'text/markdown' | 'application/json' | 'text/plain'
  parameters?: Parameters
  read(parameters: z.output<Parameters>, context: EffectContext): Promise<string> | string
}

/** Something a client can read by its address; underneath it is an operation. */
export interface Resource {
  uri: string
  mimeType: string
  operation: Operation
}

const noParameters = z.object({})

/** Declares one resource. Its address is unique across all modules of a server. */
export function resource<Parameters extends z.ZodObject = typeof noParameters>(definition: ResourceDefinition<Parameters>): Resource {
  const { name, title, summary, roles, uri, mimeType, read } = definition
  return {
    uri,
    mimeType,
    operation: operation({
      name,
      title,
      summary,
      roles,
      // No transaction is opened for a text that needs none, so a guide can be read while the database cannot.
      kind: 'effect',
      hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      tool: false,
      input: (definition.parameters ?? noParameters) as z.ZodObject,
      output: content,
      text: (output) => output.text,
      run: async (parameters, context) => ({ text: await read(parameters as z.output<Parameters>, context) }),
    }),
  }
}
