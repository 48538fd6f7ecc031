import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../fields.ts'
import { viewLearning } from '../learning.ts'
import { reflectWithModel } from '../model/reflection.ts'
import { skips } from '../model/words.ts'
import { Reflection, reflect } from '../reflect/reflect.ts'
import { everybody } from '../roles.ts'

export const loopReflect = operation({
  name: 'loop_reflect',
  title: 'Reflect',
  summary: 'How they are doing: direction, threads, blind spots, and one question.',
  kind: 'effect',
  roles: everybody,
  command: 'reflect',
  toolsets: ['core', 'standard'],
  hints: { destructiveHint: false, idempotentHint: true },
  input: z.object({
    question: field.question.optional().describe('What they want to know'),
    domain: field.domain.optional(),
    weeks: z.int().min(1).max(12).default(4),
  }),
  output: z.object({
    reflection: Reflection,
    narrative: z.array(z.object({ text: z.string(), evidence_ids: z.array(z.string()) })).optional(),
    analysis: z.object({ used: z.enum(['model', 'local']), skipped: z.enum(skips).optional() }),
  }),
  advertised: z.object({ reflection: z.looseObject({}), analysis: z.looseObject({}) }),
  async run({ question, domain, weeks }, context) {
    const wanted = { domain: domain || undefined, weeks }
    const reflection = await context.transaction(async (inner) => reflect(await viewLearning(inner), wanted))
    return { reflection, ...(await reflectWithModel(context, { ...wanted, question })) }
  },
})
