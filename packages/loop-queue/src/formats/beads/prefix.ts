/** What all ids have before one of their dashes: `bd` of `bd-1` and `bd-7f3.2`; empty where there is nothing in common. */
export function commonPrefix(ids: readonly string[]): string {
  const first = ids[0]?.split('-').slice(0, -1) ?? []
  for (let length = first.length; length > 0; length--) {
    const prefix = first.slice(0, length).join('-')
    if (ids.every((id) => id.startsWith(`${prefix}-`))) return prefix
  }
  return ''
}
