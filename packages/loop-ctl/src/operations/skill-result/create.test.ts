import { expect, it } from 'vitest'
import { person } from '../../fixtures/actors.ts'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { newSkill, recordResult } from '../../fixtures/skill.ts'

describeCtl('create_skill_result', (ctl) => {
  it('records a verification with its figures and whatever else is said', async () => {
    const { version } = await newSkill(ctl())
    const metrics = { findings_count: 3, iteration: 1, mood: 'calm' }
    const result = await recordResult(ctl(), version.id, { metrics })
    expect(result).toEqual({
      ...{ id: expect.any(String), skill_version_id: version.id, verification_result_id: expect.any(String) },
      ...{ story_id: expect.any(String), metrics, inserted_at: expect.any(String) },
    })
    const [event] = await ctl().eventsOf(result.id)
    expect(event).toMatchObject({ type: 'skill_result.created', task: result.story_id, details: { story_id: result.story_id } })
    expect(JSON.stringify(event)).not.toContain('calm')
  })

  it('refuses ids that are not here, and a verification of another story', async () => {
    const { version } = await newSkill(ctl())
    const { id: _, inserted_at: __, ...good } = await recordResult(ctl(), version.id)
    const wrong = { skill_version_id: 'x', verification_result_id: 'x', story_id: 'x' }
    for (const [name, value] of Object.entries(wrong)) {
      const refused = await ctl().refusal('create_skill_result', { ...good, [name]: value })
      expect([refused.status, Object.keys(refused.details!)]).toEqual([422, [name]])
      expect(refused.hints.length).toBeGreaterThan(1)
    }
    const refused = await ctl().refusal('create_skill_result', { ...good, story_id: await ctl().story() })
    expect(Object.keys(refused.details!)).toEqual(['verification_result_id'])
  })

  it.each([{ findings_count: -1 }, { iteration: 1.5 }, { much: 'x'.repeat(64 * 1024) }])('refuses the metrics %#', async (metrics) => {
    const ids = { skill_version_id: 'x', verification_result_id: 'x', story_id: 'x' }
    expect((await ctl().refusal('create_skill_result', { ...ids, metrics })).code).toBe('invalid_input')
  })

  it('is for orchestrators alone', async () => {
    const ids = { skill_version_id: 'x', verification_result_id: 'x', story_id: 'x' }
    for (const as of [agents.implementer, person]) expect((await ctl().refusal('create_skill_result', ids, { as })).status).toBe(403)
  })
})
