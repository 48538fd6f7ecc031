import type { z } from 'zod'
import type { EffectContext } from './context.ts'
import type { Operation } from './operation.ts'
import { type noInput, type TextDefinition, textOperation } from './text-operation.ts'

export interface ResourceDefinition<Parameters extends z.ZodObject> extends TextDefinition {
  /** `loop://gate/guide`, or a template such as `loop://gate/decisions/{id}` with one parameter in each brace. */
  uri: string
  mimeType: 'text/markdown' | 'application/json' | 'text/plain' | 'image/svg+xml'
  parameters?: Parameters
  read(parameters: z.output<Parameters>, context: EffectContext): Promise<string> | string
}

/** Something a client can read by its address; underneath it is an operation. */
export interface Resource {
  uri: string
  mimeType: string
  operation: Operation
}

/** Declares one resource. Its address is unique across all modules of a server. */
export function resource<Parameters extends z.ZodObject = typeof noInput>(definition: ResourceDefinition<Parameters>): Resource {
  const { uri, mimeType, parameters, read } = definition
  return { uri, mimeType, operation: textOperation(definition, { input: parameters, write: read }) }
}
