import { expect, it } from 'vitest'
import { agents, describeCtl, unlinkedAgent } from '../../fixtures/ctl.ts'
import { usage } from '../../fixtures/token-reports.ts'

describeCtl('report_token_usage', (ctl) => {
  it('counts for whoever calls, also where another agent implements the story', async () => {
    const story_id = await ctl().storyAt('implementing')
    const { token_usage_report } = await ctl().call(
      'report_token_usage',
      { story_id, ...usage, phase: 'reviewing' },
      { as: agents.reviewer },
    )
    expect(token_usage_report).toMatchObject({ agent_id: 'reviewer-local', phase: 'reviewing', metadata: {} })
  })

  it('acts for somebody alone as their implementer, whatever the step of the story', async () => {
    for (const step of ['pending', 'verified'] as const) {
      const { token_usage_report } = await ctl().call('report_token_usage', { story_id: await ctl().storyAt(step), ...usage })
      expect(token_usage_report).toMatchObject({ agent_id: 'implementer-local', phase: 'other' })
    }
  })

  it('refuses a key that stands for no agent', async () => {
    const refused = await ctl().refusal('report_token_usage', { story_id: await ctl().story(), ...usage }, { as: unlinkedAgent })
    expect([refused.status, refused.code]).toEqual([422, 'key_without_agent'])
  })
})
