import type { z } from 'zod'
import type { EffectContext } from './context.ts'
import type { Operation } from './operation.ts'
import { type noInput, type TextDefinition, textOperation } from './text-operation.ts'

export interface PromptDefinition<Arguments extends z.ZodObject> extends TextDefinition {
  arguments?: Arguments
  /** The words that the person's client puts into the conversation. */
  write(values: z.output<Arguments>, context: EffectContext): Promise<string> | string
}

/** A ready text that a person can put into a conversation; underneath it is an operation. */
export interface Prompt {
  operation: Operation
}

/** Declares one prompt. All its arguments arrive as strings, as the protocol has it. */
export function prompt<Arguments extends z.ZodObject = typeof noInput>(definition: PromptDefinition<Arguments>): Prompt {
  return { operation: textOperation(definition, { input: definition.arguments, write: definition.write }) }
}
