import { personsCommand } from './person.ts'

/** Ends a pause. */
export const resume = personsCommand({
  name: 'resume',
  summary: `Judge the stops in this folder again, before the pause is over.
--yes  where there is no terminal`,
  async run({ call, print }) {
    const answer = await call('resume_gate', {})
    await print(answer, () => `Stops in ${answer.root} are judged again.`)
    return 0
  },
})
