import { type CommandSurroundings, LoopError } from 'loop-core'
import { expect, it } from 'vitest'
import { describeLearning, type Learner } from '../fixtures/learning.ts'
import { addSpot } from '../fixtures/spots.ts'
import { blindSpotCommands } from './blind-spot.ts'

/** Runs one of the three words and gives what it prints. */
async function run(verb: string, { call }: Learner, ...words: string[]) {
  const command = blindSpotCommands.find(({ name }) => name === `blind-spot ${verb}`)!
  let printed: Record<string, unknown> = {}
  const print = async (answer: Record<string, unknown>) => {
    printed = answer
  }
  expect(await command.run(words, { caller: { call }, print } as unknown as CommandSurroundings)).toBe(0)
  return printed
}

describeLearning('blind-spot resolve, dismiss and reopen', (learner) => {
  it('say what the person says of a blind spot', async () => {
    const me = learner()
    const spot = await addSpot(me, {})
    expect(await run('dismiss', me, spot)).toMatchObject({ blind_spot: { id: spot, state: 'dismissed' } })
    expect(await run('reopen', me, spot)).toMatchObject({ blind_spot: { state: 'active' } })
    expect(await run('resolve', me, spot)).toMatchObject({ blind_spot: { state: 'resolved' } })
  })

  it('want to know which', async () => {
    const me = learner()
    const error = await run('resolve', me).catch((thrown: LoopError) => thrown)
    expect(LoopError.is(error) && error.message).toContain('blind-spot list')
    await expect(run('resolve', me, 'nobody')).rejects.toMatchObject({ code: 'blind_spot_not_found' })
  })

  it('keep the last fifty changes of a blind spot', async () => {
    const me = learner()
    const spot = await addSpot(me, {})
    for (let time = 0; time < 27; time++) {
      me.pass(1_000)
      await run('dismiss', me, spot)
      await run('reopen', me, spot)
    }
    const changes = await me.tables((db) =>
      db.selectFrom('learn_spot_changes').select(['at', 'to_state']).where('spot_id', '=', spot).orderBy('at').execute(),
    )
    expect(changes).toHaveLength(50)
    expect(Date.parse(changes[0]!.at)).toBe(me.now().getTime() - 24_000)
  })
})
