import { operation } from 'loop-core'
import { z } from 'zod'
import { personalText } from '../clean/personal-text.ts'
import * as field from '../fields.ts'
import { viewLearning } from '../learning.ts'
import { recall } from '../recall/recall.ts'
import { everybody } from '../roles.ts'
import type { ObservationRow } from '../storage/tables.ts'
import { kinds } from '../words.ts'

const Found = z.object({
  id: z.string(),
  kind: z.enum(kinds),
  domain: z.string(),
  topic: z.string().optional(),
  content: z.string(),
  observed_at: z.string(),
  session_id: z.string(),
  score: z.number(),
})

export const recallObservations = operation({
  name: 'recall_observations',
  title: 'Recall observations',
  summary: 'Find earlier observations by their words, the best first.',
  kind: 'read',
  roles: everybody,
  rest: ['GET /api/observations'],
  command: 'recall',
  input: z.object({
    query: personalText(300).describe('Words; at least one must be in it'),
    kind: field.kind.optional(),
    domain: field.domain.optional(),
    since: field.moment.optional(),
    until: field.moment.optional(),
    session_id: field.id.optional(),
    limit: z.int().min(1).max(50).default(10),
    cursor: field.cursor,
  }),
  output: z.object({
    observations: z.array(Found),
    total: z.int().describe('At most 1000, which stands for 1000 or more'),
    next_cursor: z.string().optional(),
  }),
  advertised: z.object({ observations: z.array(z.looseObject({})), next_cursor: z.string().optional() }),
  async run(input, context) {
    const { found, ...more } = await recall(await viewLearning(context), input)
    return { observations: found.map(({ observation, score }) => ({ ...viewFound(observation), score: rounded(score) })), ...more }
  },
})

function viewFound({ id, kind, domain, topic, content, observed_at, session_id }: ObservationRow): Omit<z.input<typeof Found>, 'score'> {
  return { id, kind, domain, ...(topic !== null && { topic }), content: shortened(content), observed_at, session_id }
}

const longest = 240

function shortened(content: string): string {
  const letters = [...content]
  return letters.length <= longest ? content : `${letters.slice(0, longest - 1).join('')}…`
}

function rounded(score: number): number {
  return Math.round(score * 1_000) / 1_000
}
