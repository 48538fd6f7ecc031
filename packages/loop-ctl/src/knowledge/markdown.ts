import type { ArticleRow } from '../storage/knowledge-tables.ts'
import type { RelationshipType } from '../words.ts'

/** How an article belongs to another one that is in the archive, too. */
export interface Related {
  title: string
  relationship: RelationshipType
}

/** An article as a file that people and programs for notes read. */
export function markdownOf(article: ArticleRow, related: readonly Related[]): string {
  return `---\n${frontMatter(article).join('\n')}\n---\n\n${article.body}\n${relatedSection(related)}`
}

function frontMatter({ title, category, tags, status, source_type, inserted_at, updated_at }: ArticleRow): string[] {
  const words = JSON.parse(tags) as string[]
  return [
    `title: ${quoted(title)}`,
    `category: ${category}`,
    ...(words.length > 0 ? ['tags:', ...words.map((word) => `  - ${quoted(word)}`)] : []),
    `status: ${status}`,
    ...(source_type === null ? [] : [`source_type: ${quoted(source_type)}`]),
    `created_at: ${inserted_at}`,
    `updated_at: ${updated_at}`,
  ]
}

/** A text as YAML quotes it, which is as JSON does; but JSON lets marks stand that readers of YAML refuse. */
function quoted(text: string): string {
  const escaped = (mark: string) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, escaped)
}

function relatedSection(related: readonly Related[]): string {
  const lines = [...new Set(related.map(({ title, relationship }) => `- [[${title}]] (${relationship})`))].sort()
  return lines.length === 0 ? '' : `\n## Related Articles\n\n${lines.join('\n')}\n`
}

/** What is in the archive, by category. */
export function indexOf(articles: ReadonlyMap<string, readonly { title: string }[]>): string {
  const parts = [...articles].map(
    ([category, some]) => `\n## ${capitalised(category)}\n\n${some.map(({ title }) => `- [[${title}]]\n`).join('')}`,
  )
  return `# Knowledge Base Index\n${parts.join('')}`
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
