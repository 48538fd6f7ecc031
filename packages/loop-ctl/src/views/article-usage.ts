import { z } from 'zod'
import { accessTypes, articleCategories } from '../words.ts'

const id = z.string()
const count = z.int()

/** How often each way of reading was taken. */
const byType = z.object(Object.fromEntries(accessTypes.map((type) => [type, count])) as Record<(typeof accessTypes)[number], z.ZodInt>)

/** What all that was read adds up to. */
export const AccessTotals = z.object({
  total_accesses: count,
  unique_articles: count,
  unique_agents: count,
  last_accessed_at: z.string().nullable(),
  accesses_by_type: byType,
})

export const TopArticle = z.object({
  article_id: id,
  title: z.string(),
  category: z.enum(articleCategories),
  access_count: count,
  unique_agents: count,
  last_accessed_at: z.string(),
})

const read = { access_count: count, unique_articles: count, last_accessed_at: z.string() }

export const TopProject = z.object({ project_id: id.nullable(), project_name: z.string().nullable(), ...read })
export const TopReader = z.object({ agent_id: id.nullable(), api_key_id: id.nullable(), agent_name: z.string().nullable(), ...read })

/** One time that an article was read. */
export const Access = z.object({
  access_type: z.enum(accessTypes),
  accessed_at: z.string(),
  agent_id: id.nullable(),
  api_key_id: id.nullable(),
  project_id: id.nullable(),
  story_id: id.nullable(),
})

export const UnusedArticle = z.object({
  article_id: id,
  title: z.string(),
  category: z.enum(articleCategories),
  updated_at: z.string(),
  last_accessed_at: z.string().nullable(),
})
