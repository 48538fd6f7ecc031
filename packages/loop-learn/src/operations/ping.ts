import { operation } from 'loop-core'
import { z } from 'zod'
import manifest from '../../package.json' with { type: 'json' }
import { LearnConfig } from '../config.ts'
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
  async run(_, { config, now }) {
    const { LOOP_HOSTED, LOOP_ANALYSIS, ANTHROPIC_API_KEY } = config(LearnConfig)
    const mode = LOOP_HOSTED ? 'hosted' : 'local'
    const analysis = LOOP_ANALYSIS === 'auto' && ANTHROPIC_API_KEY !== undefined ? 'model' : 'local'
    return { status: 'ok', version: manifest.version, mode, analysis, time: now().toISOString() }
  },
})
