/** Every place where a pattern begins, overlapping ones too, in linear time whatever the texts are (Knuth–Morris–Pratt). */
export function occurrences(text: ArrayLike<string>, pattern: ArrayLike<string>): number[] {
  if (pattern.length === 0) return []
  const fallback = fallbackOf(pattern)
  const found: number[] = []
  let matched = 0
  for (let index = 0; index < text.length; index++) {
    while (matched > 0 && (matched === pattern.length || text[index] !== pattern[matched])) matched = fallback[matched - 1]!
    if (text[index] === pattern[matched]) matched++
    if (matched === pattern.length) found.push(index + 1 - matched)
  }
  return found
}

/** For each length of the pattern: how much of its beginning its end repeats. */
function fallbackOf(pattern: ArrayLike<string>): Int32Array {
  const fallback = new Int32Array(pattern.length)
  for (let index = 1; index < pattern.length; index++) {
    let matched = fallback[index - 1]!
    while (matched > 0 && pattern[index] !== pattern[matched]) matched = fallback[matched - 1]!
    fallback[index] = pattern[index] === pattern[matched] ? matched + 1 : 0
  }
  return fallback
}
