/** A text that is there already, for an answer that may come piece by piece. */
export async function* inOne(text: string): AsyncGenerator<string> {
  yield text
}
