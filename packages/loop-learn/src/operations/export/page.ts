import { operation } from 'loop-core'
import { z } from 'zod'
import { viewLearning } from '../../learning.ts'
import { exportPage } from '../../portable/export.ts'
import { partNames } from '../../portable/parts.ts'

const place = z.object({ part: z.enum(partNames), after: z.string().regex(/^[\w-]{0,60}$/) })

export const exportLearningPage = operation({
  name: 'export_learning_page',
  title: 'Export some lines',
  summary: 'Some lines of what export_learning gives. Call it again with next until there is none.',
  kind: 'read',
  roles: ['user'],
  command: 'export page',
  tool: false,
  input: z.object({ next: place.optional() }),
  output: z.object({ lines: z.array(z.string()), next: place.optional() }),
  run: async ({ next }, context) => exportPage(await viewLearning(context), next),
})
