import { z } from 'zod'
import { clean } from './clean.ts'
import { slugOf } from './slug.ts'

/** How much longer than its limit a text may be before it is cleaned, in UTF-16 units. */
const room = 20_000

/** A free text of at most `max` code points after cleaning, with what became of it. */
export function cleanedText(max: number) {
  return raw(max)
    .transform(clean)
    .refine(({ text }) => [...text].length <= max, {
      message: `must have at most ${max} characters after cleaning`,
      params: { code: 'too_long' },
    })
    .refine(({ text, hidden }) => text !== '' || hidden, { message: 'must not be empty', params: { code: 'empty' } })
}

/** The same as a plain text; empty where there was nothing but what is private. */
export function personalText(max: number) {
  return cleanedText(max).transform(({ text }) => text)
}

/** A word or some that name a domain or a topic, made a slug; empty where all of it was private. */
export function slug(max: number) {
  return raw(max)
    .transform(async (given) => slugOf((await clean(given)).text))
    .refine((made) => [...made].length <= max, { message: `must have at most ${max} characters`, params: { code: 'too_long' } })
}

/** What goes through the door; a test asks every text of the module for it. Kept apart from what callers are told of a schema, which costs a model tokens. */
export const personalTexts = z.registry()

function raw(max: number) {
  return z
    .string()
    .max(max + room)
    .meta({ maxLength: max })
    .register(personalTexts)
}
