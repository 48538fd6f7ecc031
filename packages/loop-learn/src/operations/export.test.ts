import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'
import { exported, recordsIn } from '../fixtures/portable.ts'

describeLearning('export_learning', (learner) => {
  it('gives one record a line, the head and the profile first, and never a key', async () => {
    const me = learner()
    await me.call('loop_session_start', { domain: 'piano', intent: 'Learn the prelude' })
    await me.observe('struggle', 'The left hand', { refs: [{ type: 'bar', id: '12' }] })
    await me.learning(({ db, learner }) =>
      db
        .updateTable('learn_learners')
        .set({ key_ciphertext: 'cipher', key_hint: 'wxyz', key_status: 'ok' })
        .where('id', '=', learner)
        .execute(),
    )
    const text = await exported(me)
    const [head, profile, session, observation, ...rest] = recordsIn(text)
    expect(head).toEqual({ type: 'loop-learn', schema_version: 1, exported_at: me.now().toISOString() })
    expect(profile).toMatchObject({ type: 'profile', quiet_start: '22:00', excluded_domains: [] })
    expect(session).toMatchObject({ type: 'session', domain: 'piano', intent: 'Learn the prelude' })
    expect(observation).toMatchObject({
      type: 'observation',
      session_id: session.id,
      content: 'The left hand',
      refs: [{ type: 'bar', id: '12' }],
    })
    expect(rest).toEqual([])
    expect(text).not.toMatch(/cipher|wxyz|learner_id|tenant_id|loop_text|generation|tokens/)
  })

  it('is empty but for its head where there is nothing, and holds nothing of others', async () => {
    await learner().observe('question', 'Why?')
    expect(recordsIn(await exported(learner())).map(({ type }) => type)).toEqual(['loop-learn', 'profile'])
  })

  it('goes on where a page ends', async () => {
    const me = learner()
    const { session } = await me.observe('question', 'Why?')
    await me.learning(async ({ db, learner, newId }) => {
      const note = await db.selectFrom('learn_observations').selectAll().where('learner_id', '=', learner).executeTakeFirstOrThrow()
      const { number: _, ...row } = note
      const many = Array.from({ length: 600 }, () => ({ ...row, id: newId(), session_id: session.id }))
      await db.insertInto('learn_observations').values(many).execute()
    })
    const notes = recordsIn(await exported(me)).filter(({ type }) => type === 'observation')
    expect(new Set(notes.map(({ id }) => id)).size).toBe(601)
  })
})
