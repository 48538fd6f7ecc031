import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testLoop } from 'loop-core/testing'
import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'
import { loopLearn } from '../index.ts'

const confirm = 'erase everything'

describeLearning('erase_everything', (learner) => {
  it('42. wants the sentence, and leaves no row but an empty profile of a later generation', async () => {
    const me = learner()
    const other = learner()
    for (const days of [-3, -2, -1]) await me.observe('struggle', `Await ${days}`, { days, topic: 'async' })
    await me.call('record_forecast', { claim: 'It is done', probability: 0.9 })
    await other.observe('struggle', 'Mine')
    for (const wrong of [{}, { confirm: 'yes' }]) {
      expect(await me.refusal('erase_everything', wrong)).toMatchObject({ kind: 'invalid_input', status: 422 })
    }
    const { erased } = await me.call('erase_everything', { confirm })
    expect(erased).toMatchObject({ sessions: 3, observations: 3, blind_spots: 1, forecasts: 1, weekly_reviews: 0 })
    const rows = await rowsOf(me)
    expect(rows).toEqual({ learn_learners: [expect.objectContaining({ id: me.id, generation: 1, retention_days: null })] })
    expect((await rowsOf(other)).learn_observations).toHaveLength(1)
    expect((await me.events()).at(-1)).toMatchObject({ type: 'learning.erased', after: {}, audience: [me.id] })
    expect(await me.observe('question', 'Anew')).toMatchObject({ stored: true, session: { is_new: true } })
  })

  it('belongs to the person', async () => {
    const { refusal, id } = learner()
    const agent = {
      tenant: 'local',
      role: 'agent',
      member: { id, name: 'Member' },
      agent: { id: 'a', name: 'A', type: 'implementer' },
    } as const
    expect(await refusal('erase_everything', { confirm }, { as: agent })).toMatchObject({ kind: 'forbidden' })
  })

  /** The rows of a learner by table; tables without any are left out. */
  async function rowsOf({ tables, id }: ReturnType<typeof learner>): Promise<Record<string, unknown[]>> {
    const found: Record<string, unknown[]> = {}
    await tables(async (db) => {
      for (const { name, columns } of await db.introspection.getTables()) {
        const owner = ['learner_id', 'id'].find((column) => columns.some((one) => one.name === column))
        if (!name.startsWith('learn_') || owner === undefined) continue
        const rows = await db
          .selectFrom(name as 'learn_learners')
          .selectAll()
          .where(owner as 'id', '=', id)
          .execute()
        if (rows.length > 0) found[name] = rows
      }
    })
    return found
  }
})

it('42. leaves no word of a note in the bytes of the file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loop-erase-'))
  const loop = testLoop([loopLearn], { databaseUrl: `file:${join(folder, 'loop.db')}` })
  const bytes = () =>
    ['loop.db', 'loop.db-wal']
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('')
      .toLowerCase()
  const note = async (word: string) => {
    await loop.call('loop_observe', { kind: 'struggle', content: `About ${word} ${'and more '.repeat(200)}`, topic: `${word}-topic` })
    return loop.call('loop_observe', { kind: 'question', content: `Why ${word}?`, domain: `${word}-domain` })
  }
  const { observation } = await note('zebra')
  await note('okapi')
  expect(bytes()).toContain('zebra')
  await loop.call('forget_observation', { observation_id: (observation as { id: string }).id })
  expect(bytes()).not.toContain('why zebra')
  await loop.call('erase_everything', { confirm })
  expect(bytes()).not.toMatch(/zebra|okapi/)
  await loop.close()
  expect(readFileSync(join(folder, 'loop.db'), 'latin1')).not.toMatch(/zebra|okapi/)
  rmSync(folder, { recursive: true })
})
