/** Cuts a list into pieces: databases bound the number of parameters of one statement. */
export function chunks<Item>(items: readonly Item[], size = 500): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
}

/** Asks once for each piece of a list and puts the answers together. */
export async function inChunks<Item, Result>(
  items: readonly Item[],
  ask: (piece: Item[]) => Promise<readonly Result[]>,
): Promise<Result[]> {
  const answers: Result[] = []
  for (const piece of chunks(items)) for (const answer of await ask(piece)) answers.push(answer)
  return answers
}
