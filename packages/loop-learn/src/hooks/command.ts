import type { CommandDefinition } from 'loop-core'
import { hookClients } from './payload.ts'

/** The hook where another command carries it along, such as that of a gateway; `loop-learn hook` itself loads less. */
export const hook: CommandDefinition = {
  name: 'hook',
  summary: `Take one event of a client's hook: its JSON on stdin, the answer on stdout. Always exits with 0.
--client ${hookClients.join('|')}`,
  async run(words, { environment, stdin, stdout, stderr }) {
    const [{ answerHook }, { takeHere }] = await Promise.all([import('./answer.ts'), import('./here.ts')])
    stdout.write(await answerHook({ words, stdin, stderr, take: (payload, event) => takeHere(environment, payload, event) }))
    return 0
  },
}
