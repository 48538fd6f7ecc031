const start = /(?:<|&lt;)\s{0,9}(\/?)\s{0,9}private(?![\w-])/gi
const end = /[^<>&]{0,999}(?:>|&gt;)/y
const anyEnd = />|&gt;/g

/**
 * Takes out what stands between `<private>` and `</private>`, the tags with it.
 *
 * Any case, attributes, one within another and the escaped form count; what follows a tag that is never closed or cut off is hidden to the end.
 */
export function withoutPrivate(text: string): string {
  const kept = withoutTagged(text)
  // What was taken out may have stood in the middle of another tag.
  const left = kept.search(start)
  return left === -1 ? kept : kept.slice(0, left)
}

function withoutTagged(text: string): string {
  let kept = ''
  let depth = 0
  let from = 0
  for (const { 0: name, 1: slash, index } of text.matchAll(start)) {
    if (index < from) continue
    if (depth === 0) kept += text.slice(from, index)
    depth = slash === '/' ? Math.max(depth - 1, 0) : depth + 1
    from = endOfTag(text, index + name.length, slash === '/')
  }
  return depth === 0 ? kept + text.slice(from) : kept
}

/** What comes between an opening tag and the next `>` is hidden whatever it is; a closing tag has nothing but its name. */
function endOfTag(text: string, after: number, isClosing: boolean): number {
  const pattern = isClosing ? end : anyEnd
  pattern.lastIndex = after
  const found = pattern.exec(text)
  if (found) return found.index + found[0].length
  return isClosing ? after : text.length
}
