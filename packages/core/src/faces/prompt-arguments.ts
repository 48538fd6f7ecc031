import type { Operation } from '../operation.ts'
import { inputSchema } from './json-schema.ts'

/** The arguments of a prompt as `prompts/list` shows them. */
export function promptArguments(operation: Operation) {
  const { properties = {}, required = [] } = inputSchema(operation)
  return Object.entries(properties).map(([name, property]) => ({
    name,
    required: required.includes(name),
    ...(typeof property.description === 'string' && { description: property.description }),
  }))
}
