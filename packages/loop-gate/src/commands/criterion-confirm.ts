import { personsCommand } from './person.ts'

/** Says that a criterion of the kind human holds. */
export const criterionConfirm = personsCommand({
  name: 'criterion confirm',
  takes: 'CRITERION',
  summary: `Say that a criterion of the kind human holds for exactly the files as they are now: criterion confirm CRITERION
--yes  where there is no terminal`,
  async run({ word: id, call, print }) {
    await print(await call('confirm_criterion', { id }), () => `Confirmed ${id} for exactly these files.`)
    return 0
  },
})
