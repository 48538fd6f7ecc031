import { text } from 'loop-core'
import { z } from 'zod'
import { json, said } from '../fields.ts'
import { articleCategories, articleLimits, limits } from '../words.ts'

export const articleId = text(64, 1)
export const title = said(limits.title)
export const body = said(articleLimits.body)
export const category = z.enum(articleCategories)

const tag = text(articleLimits.tag).regex(/^[A-Za-z0-9_-]+$/, 'must have letters, digits, - and _ alone')

/** Each once. */
export const tags = z
  .array(tag)
  .max(articleLimits.tags)
  .transform((given) => [...new Set(given)])

/** Tags as people put them into an address, with commas between them. */
export const someTags = text(2_500).transform((given) =>
  given
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== ''),
)

/** What an article may say besides its text. */
export const extras = {
  source_type: said(limits.name).optional(),
  source_id: said(limits.name).optional(),
  metadata: json(64 * 1024).optional(),
}

/** What is searched for. */
export const query = said(articleLimits.query)

/** A number that is moved into its bounds; what is none, or is far from them, counts as not given. */
export function within(least: number, most: number) {
  return z
    .number()
    .min(-1_000)
    .max(1_000)
    .optional()
    .catch(undefined)
    .transform((given) => (given === undefined ? given : Math.min(most, Math.max(least, given))))
}
