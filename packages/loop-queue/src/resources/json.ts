/** The answer of an operation as a text. */
export async function json(answer: Promise<unknown>): Promise<string> {
  return JSON.stringify(await answer, null, 2)
}
