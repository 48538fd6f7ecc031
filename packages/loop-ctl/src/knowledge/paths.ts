/** The most bytes of a name, so that with what is added it stays under the 255 that file systems take. */
const longest = 200

/** A title as the name of a file: no mark in it means anything to a file system. */
function slugOf(title: string): string {
  const words = title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_\s-]/gu, '')
    .replace(/[\s-]+/g, '-')
  return trimmed(cut(trimmed(words))) || 'article'
}

/** A letter that would be cut in two goes with the rest. */
function cut(words: string): string {
  return Buffer.from(words)
    .subarray(0, longest)
    .toString()
    .replace(/\uFFFD+$/, '')
}

function trimmed(words: string): string {
  return words.replace(/^-+|-+$/g, '')
}

/** A path for each article, in their order: no two are the same, though their titles may differ in nothing that a name can hold. */
export function pathsOf(articles: readonly { category: string; title: string }[]): string[] {
  const taken = new Set<string>()
  const counts = new Map<string, number>()
  return articles.map(({ category, title }) => {
    const wanted = `${category}/${slugOf(title)}`
    let count = counts.get(wanted) ?? 0
    let path: string
    do path = ++count === 1 ? wanted : `${wanted}-${count}`
    while (taken.has(path))
    counts.set(wanted, count)
    taken.add(path)
    return `${path}.md`
  })
}
