import { personsCommand } from './person.ts'

/** Ends what was accepted. */
export const policyForget = personsCommand({
  name: 'policy forget',
  summary: `End what was accepted for this folder: nothing is checked here any more.
--yes  do not ask`,
  async run({ means, call, print }) {
    if (!(await means('Stops in this folder are then judged no more. Go on?'))) return 1
    const answer = await call('forget_policy', {})
    await print(answer, () => `Forgotten for ${answer.root}. The file .loop/gate.yaml stays.`)
    return 0
  },
})
