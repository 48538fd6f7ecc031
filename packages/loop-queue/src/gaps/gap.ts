import { z } from 'zod'
import { oneLine, plain } from '../mail/one-line.ts'

const said = z
  .string()
  .transform((text) => plain(text, 4_000))
  .optional()

/** What is said of a gap by whoever files it: what cannot be shown to be done, and why. */
export const Gap = z.object({
  /** The slug of a workspace of the queue; the one of this process where it names none. */
  workspace: z.string().optional(),
  criteria: z.array(z.string().transform((text) => oneLine(text, 200))).min(1),
  blocker: said,
  tried: said,
  needs: said,
})
export type Gap = z.output<typeof Gap>

const shownCriteria = 20

export function titleOf({ criteria, blocker }: Gap): string {
  return oneLine(`Gap: ${blocker || criteria.join(', ')}`, 500)
}

/** The task's body; what was said stays in the words of whoever said it. */
export function bodyOf({ criteria, blocker, tried, needs }: Gap): string {
  const more = criteria.length > shownCriteria ? [`- and ${criteria.length - shownCriteria} more`] : []
  const list = [...criteria.slice(0, shownCriteria).map((criterion) => `- ${criterion}`), ...more].join('\n')
  const parts = { 'Not shown to be done': list, 'What stands in the way': blocker, 'What was tried': tried, 'What is needed': needs }
  const sections = Object.entries(parts).filter(([, text]) => text)
  return sections.map(([heading, text]) => `## ${heading}\n\n${text}`).join('\n\n')
}
