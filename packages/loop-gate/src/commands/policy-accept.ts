import { personsCommand } from './person.ts'

/** Shows a person all that the policy would run, and puts exactly that text in force once they agree. */
export const policyAccept = personsCommand({
  name: 'policy accept',
  summary: `Show what .loop/gate.yaml would run on this machine and, once you agree, put that text in force.
--yes  agree beforehand; no agent may`,
  async run({ environment, stderr, means, call, print }) {
    // YAML is read here and for nothing else.
    const [{ readAcceptable }, { describePolicy }, { commandWorkspace }] = await Promise.all([
      import('../policy/acceptable.ts'),
      import('../policy/describe.ts'),
      import('../policy/sides.ts'),
    ])
    const { root } = (await commandWorkspace(environment)).workspace
    const { hash, policy } = await readAcceptable(root)
    stderr.write(`${[`.loop/gate.yaml of ${root}`, `sha256 ${hash}`, ...describePolicy(policy)].join('\n')}\n`)
    if (!(await means('From now on agents may run these commands here. Accept?'))) return 1
    const answer = await call('accept_policy', { hash })
    await print(answer, () => `Accepted for ${answer.root}, in mode ${answer.mode}.`)
    return 0
  },
})
