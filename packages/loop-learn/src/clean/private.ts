const opening = /(?:<|&lt;)\s*private\b[^>]*?(?:>|&gt;|$)/giu
const tag = /(?:<|&lt;)\s*(\/?)\s*private\b[^<>&]*(?:>|&gt;)/giu

/**
 * Takes out what stands between `<private>` and `</private>`, the tags with it.
 *
 * Any case, attributes, one within another and the escaped form count; what follows a tag that is never closed is hidden to the end.
 */
export function withoutPrivate(text: string): string {
  let kept = ''
  let depth = 0
  let from = 0
  for (const { 0: whole, 1: slash, index } of text.matchAll(tag)) {
    if (depth === 0) kept += text.slice(from, index)
    depth = slash === '/' ? Math.max(depth - 1, 0) : depth + 1
    from = index + whole.length
  }
  return depth === 0 ? kept + withoutUnfinished(text.slice(from)) : kept
}

/** A tag that is cut off in the middle hides all the same. */
function withoutUnfinished(text: string): string {
  opening.lastIndex = 0
  const start = opening.exec(text)?.index
  return start === undefined ? text : text.slice(0, start)
}
