import { operation } from 'loop-core'
import { z } from 'zod'
import { openLearning } from '../../learning.ts'
import { changeThreshold } from '../../mode/change.ts'
import { modeOf, modeSources, thresholdSources } from '../../mode/mode.ts'
import { everybody } from '../../roles.ts'
import { thresholds } from '../../words.ts'

export const setThreshold = operation({
  name: 'set_threshold',
  title: 'Set threshold',
  summary: 'Say where the person stands, as they put it; auto leaves it to their notes again.',
  kind: 'write',
  roles: everybody,
  command: 'threshold set',
  hints: { idempotentHint: true },
  input: z.object({ threshold: z.enum([...thresholds, 'auto']) }),
  output: z.object({
    threshold: z.enum(thresholds),
    threshold_source: z.enum(thresholdSources),
    mode: z.enum(thresholds),
    mode_source: z.enum(modeSources),
  }),
  advertised: z.object({ mode: z.string() }),
  async run({ threshold }, context) {
    return modeOf(await changeThreshold(await openLearning(context), threshold === 'auto' ? null : threshold))
  },
})
