export interface SectionName {
  field: string
  heading: string
}

/** One Markdown text from the texts of several fields; the first has no heading, and what is empty is left out. */
export function joinSections(sections: readonly SectionName[], texts: Readonly<Record<string, string>>): string {
  const parts = sections.flatMap(({ field, heading }) => {
    const text = texts[field] ?? ''
    if (text === '') return []
    return [heading ? `${heading}\n\n${text}` : text]
  })
  return parts.join('\n\n')
}

/** The texts that `joinSections` makes this one from; all of it goes to the first field where that would change a character. */
export function splitSections(sections: readonly SectionName[], text: string): Record<string, string> {
  const texts = cutAtHeadings(sections, text)
  return joinSections(sections, texts) === text ? texts : { ...empty(sections), [sections[0]!.field]: text }
}

function empty(sections: readonly SectionName[]): Record<string, string> {
  return Object.fromEntries(sections.map(({ field }) => [field, '']))
}

function cutAtHeadings(sections: readonly SectionName[], text: string): Record<string, string> {
  const texts = empty(sections)
  let rest = `\n\n${text}`
  for (const { field, heading } of sections.toReversed()) {
    const at = heading ? rest.lastIndexOf(`\n\n${heading}\n\n`) : 0
    if (at < 0) continue
    texts[field] = rest.slice(at + (heading ? heading.length + 4 : 2))
    rest = rest.slice(0, at)
  }
  return texts
}
