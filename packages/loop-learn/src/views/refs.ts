import { z } from 'zod'

export const Refs = z.array(z.object({ type: z.string(), id: z.string() }))

/** What a row is about elsewhere. */
export function refsOf({ refs }: { refs: string }): z.output<typeof Refs> {
  return JSON.parse(refs)
}
