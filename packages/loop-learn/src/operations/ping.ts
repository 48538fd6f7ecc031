import { operation } from 'loop-core'
import { z } from 'zod'
import manifest from '../../package.json' with { type: 'json' }
import { viewLearning } from '../learning.ts'
import { skipOf } from '../model/whose-key.ts'
import { everybody } from '../roles.ts'

export const loopPing = operation({
  name: 'loop_ping',
  title: 'Ping',
  summary: 'Whether loop-learn is there, and how it runs.',
  kind: 'read',
  roles: everybody,
  command: 'ping',
  input: z.object({}),
  output: z.object({
    status: z.string(),
    version: z.string(),
    mode: z.string(),
    analysis: z.string(),
    time: z.string(),
  }),
  async run(_, context) {
    const learning = await viewLearning(context)
    const mode = learning.settings.LOOP_HOSTED ? 'hosted' : 'local'
    const analysis = skipOf(learning) === undefined ? 'model' : 'local'
    return { status: 'ok', version: manifest.version, mode, analysis, time: learning.at }
  },
})
