/** What a stored note says of its theme. */
export interface Themed {
  theme: string
  tokens: string
}

const enoughOverlap = 0.6
const enoughShared = 3

/**
 * The theme of the note that is most like this one, of those with enough in common; undefined where none is.
 *
 * Overlap is |A ∩ B| / min(|A|, |B|), with at least three words shared; where one has fewer than three, both must hold the same words.
 * Of equals the first wins, so the newest come first.
 */
export function likestTheme(tokens: readonly string[], notes: Iterable<Themed>): string | undefined {
  const mine = new Set(tokens)
  let best: { theme: string; overlap: number } | undefined
  for (const note of notes) {
    const overlap = overlapOf(mine, new Set(note.tokens.split(' ').filter((token) => token !== '')))
    if (overlap > (best?.overlap ?? 0)) best = { theme: note.theme, overlap }
  }
  return best?.theme
}

/** 0 where it is too little to count. */
function overlapOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const smaller = Math.min(one.size, other.size)
  const shared = [...one].filter((token) => other.has(token)).length
  if (smaller < enoughShared) return smaller > 0 && shared === one.size && shared === other.size ? 1 : 0
  const overlap = shared / smaller
  return shared >= enoughShared && overlap >= enoughOverlap ? overlap : 0
}
