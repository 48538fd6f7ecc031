import { z } from 'zod'

/**
 * The output of an operation whose answer is no JSON but a text of some media type, piece by piece: it can be larger than memory. The status is 200 unless said.
 *
 * Only HTTP can answer with it, so such an operation is no tool and no command; a module may have one of its own that writes the text.
 */
export const streamedText = z.object({ type: z.string(), status: z.int().optional(), pieces: z.any() as z.ZodType<AsyncIterable<string>> })

/** Like {@link streamedText}, for a file of bytes to be kept under the name given: letters, digits, `.`, `_` and `-`. */
export const streamedFile = z.object({
  type: z.string(),
  name: z.string().regex(/^[\w.-]+$/),
  pieces: z.any() as z.ZodType<AsyncIterable<Uint8Array>>,
})

/** Whether an operation answers with something that is no JSON. */
export function isStreamed({ output }: { output: z.ZodObject }): boolean {
  return output === streamedText || output === streamedFile
}

/** A text that is there already, for an answer that may come piece by piece. */
export async function* inOne(text: string): AsyncGenerator<string> {
  yield text
}
