import { type CommandDefinition, readOptions } from 'loop-core'

/** Shows what differs between the accepted text and the file. */
export const policyDiff: CommandDefinition = {
  name: 'policy diff',
  summary: 'What differs between the policy that was accepted and .loop/gate.yaml as it is now.',
  async run(words, { environment, print }) {
    readOptions(words, {})
    const [{ readSides }, { createTwoFilesPatch }, { notGated, policyInvalid }] = await Promise.all([
      import('../policy/sides.ts'),
      import('diff'),
      import('../refusals.ts'),
    ])
    const { workspace, accepted, file } = await readSides(environment)
    if (accepted === undefined) throw notGated({ why: 'not_accepted', workspace })
    if (file && 'unreadable' in file) throw policyInvalid([{ line: 1, column: 1, key: '', problem: file.unreadable }])
    const differs = file?.hash !== accepted.hash
    const names = ['accepted', file ? '.loop/gate.yaml' : '/dev/null'] as const
    const diff = differs ? createTwoFilesPatch(...names, accepted.text, file?.text ?? '') : ''
    await print({ root: workspace.root, differs, diff }, () => (differs ? diff.trimEnd() : 'The file is what was accepted.'))
    return 0
  },
}
