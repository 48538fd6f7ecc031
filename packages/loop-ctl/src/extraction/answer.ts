import { z } from 'zod'
import * as article from '../knowledge/fields.ts'
import { articleCategories } from '../words.ts'

/** The form that a model is asked for. What the words in it may be is checked afterwards, one article at a time. */
export const AnswerForm = z.strictObject({
  articles: z.array(
    z.strictObject({ title: z.string(), body: z.string(), category: z.enum(articleCategories), tags: z.array(z.string()) }),
  ),
})

const Draft = z.object({ title: article.title, body: article.body, category: article.category, tags: article.tags.catch([]) })

/** An article that a model proposes, within the bounds of every other. */
export type Draft = z.output<typeof Draft>

/** What of an answer can be kept: articles that break no rule. Undefined where it is no answer at all. */
export function draftsIn(text: string): Draft[] | undefined {
  const { success, data } = z.object({ articles: z.array(z.unknown()) }).safeParse(parsed(text))
  if (!success) return undefined
  return data.articles.flatMap((one) => Draft.safeParse(one).data ?? [])
}

/** Some models put their JSON into a block of markdown, whatever they are told. */
function parsed(text: string): unknown {
  const fenced = /^\s*```\w*\s*\n([\s\S]*?)\n\s*```\s*$/.exec(text)
  try {
    return JSON.parse(fenced?.[1] ?? text)
  } catch {
    return undefined
  }
}
