/** Does something for each one in turn, whatever happens to the others; the first trouble is thrown after the last. */
export async function forAll<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const troubles: unknown[] = []
  for (const item of items) await work(item).catch((error) => troubles.push(error))
  if (troubles.length > 0) throw troubles[0]
}
