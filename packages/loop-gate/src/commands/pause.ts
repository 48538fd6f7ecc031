import { personsCommand } from './person.ts'

/** Lets all stops of this folder go for a while. */
export const pause = personsCommand({
  name: 'pause',
  summary: `Let all stops in this folder go, unrecorded, for a while.
--minutes N  for so long, 60 unless given; --yes  where there is no terminal`,
  options: { minutes: { type: 'string' } },
  async run({ values: { minutes }, call, print }) {
    const answer = await call('pause_gate', minutes === undefined ? {} : { minutes: Number(minutes) })
    await print(answer, () => `Paused until ${answer.paused_until}. End it early: loop-gate resume`)
    return 0
  },
})
