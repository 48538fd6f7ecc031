import { type CommandDefinition, readOptions } from 'loop-core'
import { sayFault, type YamlFault } from 'loop-core/yaml'
import type { Policy } from '../policy/policy.ts'
import type { Sides } from '../policy/sides.ts'

/** Says where the policy of this folder stands, and what is wrong in its file. */
export const policyShow: CommandDefinition = {
  name: 'policy show',
  summary: 'What is wrong in .loop/gate.yaml, by line; else what it says and whether it is in force. Exits with 1 if it is wrong.',
  async run(words, { environment, print }) {
    readOptions(words, {})
    const [{ readSides }, { policyState }, { describePolicy }] = await Promise.all([
      import('../policy/sides.ts'),
      import('../policy/policy-state.ts'),
      import('../policy/describe.ts'),
    ])
    const sides = await readSides(environment)
    const { workspace, accepted, file } = sides
    const { faults, policy } = await readFile(sides)
    const state = policyState({ accepted, file })
    const hash = file && 'hash' in file ? file.hash : null
    const accepted_hash = accepted?.hash ?? null
    const paused_until = accepted?.paused_until ?? null
    await print({ root: workspace.root, state, hash, accepted_hash, paused_until, faults }, () =>
      [
        `.loop/gate.yaml of ${workspace.root}: ${meanings[state]}`,
        `sha256 ${hash ?? 'none'}${accepted_hash !== null && accepted_hash !== hash ? `; in force is ${accepted_hash}` : ''}`,
        ...(paused_until === null ? [] : [`paused until ${paused_until}`]),
        ...(policy ? describePolicy(policy) : faults.map(sayFault)),
      ].join('\n'),
    )
    return faults.length > 0 ? 1 : 0
  },
}

const meanings = {
  absent: 'it is not there, and nothing is in force. Write one: loop-gate init',
  unaccepted: 'nobody accepted it, so nothing is checked. Accept it: loop-gate policy accept',
  accepted: 'accepted, and in force.',
  changed: 'not what was accepted, which stays in force. Compare: loop-gate policy diff',
} as const

async function readFile({ file }: Sides): Promise<{ faults: YamlFault[]; policy?: Policy }> {
  if (file === undefined) return { faults: [] }
  if ('unreadable' in file) return { faults: [{ line: 1, column: 1, key: '', problem: file.unreadable }] }
  // It reads YAML, which no other way of starting should wait for.
  const { readPolicy } = await import('../policy/read-policy.ts')
  const read = readPolicy(file.text)
  return 'faults' in read ? read : { faults: [], ...read }
}
