import { type Operation, type Resource, resource } from 'loop-core'
import type { z } from 'zod'
import { everybody } from '../roles.ts'

interface Described<Parameters extends z.ZodObject> {
  name: string
  title: string
  summary: string
  uri: string
  parameters?: Parameters
  /** Answers over REST with the same body. */
  operation: Operation
  /** What the operation is asked with. */
  input?(parameters: z.output<Parameters>): Record<string, unknown>
}

/** A resource that holds what an operation answers, as JSON. */
export function resourceOf<Parameters extends z.ZodObject>(described: Described<Parameters>): Resource {
  const { operation, input = () => ({}), ...definition } = described
  return resource({
    ...definition,
    roles: everybody,
    mimeType: 'application/json',
    read: (parameters, context) =>
      context.transaction(async (inner) => JSON.stringify(operation.output.parse(await operation.run(input(parameters), inner)))),
  })
}
