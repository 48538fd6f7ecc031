import { usage } from 'loop-core'
import { personsCommand } from './person.ts'

/** Lets a criterion be. */
export const criterionWaive = personsCommand({
  name: 'criterion waive',
  takes: 'CRITERION',
  summary: `Let a criterion, or "protected" for the protected files, be for exactly the files as they are now: criterion waive CRITERION --reason TEXT
--hours N  for so many hours, whatever the files are; --until TIME  until then, at most a week
--yes  where there is no terminal`,
  options: { reason: { type: 'string' }, hours: { type: 'string' }, until: { type: 'string' } },
  async run({ word: id, values: { reason, hours, until }, call, print }) {
    if (reason === undefined) throw usage('This needs --reason, in ten characters or more.')
    const length = { ...(hours !== undefined && { hours: Number(hours) }), ...(until !== undefined && { until }) }
    const answer = await call('waive_criterion', { id, reason, ...length })
    await print(answer, () => `Waived ${id} ${answer.until === null ? 'for exactly these files' : `until ${answer.until}`}.`)
    return 0
  },
})
