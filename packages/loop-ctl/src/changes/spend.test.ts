import { expect, it } from 'vitest'
import { bodyOf } from '../fixtures/actors.ts'
import { agents, describeCtl } from '../fixtures/ctl.ts'
import { hook, reachable, receiver } from '../fixtures/receiver.ts'
import { spend, toldOf, usage } from '../fixtures/token-reports.ts'

describeCtl(
  'a budget',
  (ctl) => {
    const budget = async (scope_type: string, scope_id: string, more: object): Promise<string> =>
      (await ctl().call('create_token_budget', { scope_type, scope_id, ...more })).token_budget.id
    const report = (story_id: string, token_usage?: object) =>
      ctl().call('report_story', { story_id, token_usage }, { as: agents.reviewer })
    const refusal = (story_id: string, token_usage?: object) =>
      ctl().refusal('report_story', { story_id, token_usage }, { as: agents.reviewer })
    const warning = 'token.budget_warning'
    const exceeded = 'token.budget_exceeded'

    it('66. warns once and is exceeded once, by reports through both doors', async () => {
      const story_id = await ctl().storyAt('implementing')
      const { project_id } = await ctl().look(story_id)
      const id = await budget('story', story_id, { budget_millicents: 1_000 })
      await spend(ctl(), story_id, { cost_millicents: 799 })
      expect(await toldOf(ctl(), id)).toEqual([])
      await spend(ctl(), story_id, { cost_millicents: 1 })
      await spend(ctl(), story_id, { cost_millicents: 150 })
      expect(await toldOf(ctl(), id)).toEqual([warning])
      const { token_usage_report_id } = await report(story_id, { ...usage, cost_millicents: 300 })
      await spend(ctl(), story_id, { cost_millicents: 1 })
      expect(await toldOf(ctl(), id)).toEqual([warning, exceeded])
      const events = await ctl().eventsOf(id)
      expect(events.map(({ type, details }) => [type, details?.threshold_type])).toEqual([
        ['token_budget.created', undefined],
        ['token_budget.threshold_crossed', 'warning'],
        [warning, undefined],
        ['token_budget.threshold_crossed', 'exceeded'],
        [exceeded, undefined],
      ])
      expect(events.at(-1)).toMatchObject({
        scope: project_id,
        task: story_id,
        details: {
          ...{ budget_id: id, scope_type: 'story', scope_id: story_id, budget_millicents: 1_000, alert_threshold_pct: 80 },
          ...{ current_spend_millicents: 1_250, overage_millicents: 250, utilization_pct: 125 },
          triggering_report_id: token_usage_report_id,
        },
      })
    })

    it('66. may be crossed twice by one report, on each thing that it counts for', async () => {
      const story_id = await ctl().story()
      const { project_id, epic_id } = await ctl().look(story_id)
      const scopes = [
        ['story', story_id],
        ['epic', epic_id],
        ['project', project_id],
        ['agent', agents.orchestrator.agent!.id],
      ] as const
      const ids = []
      for (const [type, id] of scopes) ids.push(await budget(type, id, { budget_millicents: 10, alert_threshold_pct: 100 }))
      await spend(ctl(), story_id, { cost_millicents: 10 }, agents.orchestrator)
      for (const id of ids) expect(await toldOf(ctl(), id)).toEqual([warning, exceeded])
    })

    it.each([
      ['budget_input_tokens', { input_tokens: 10 }],
      ['budget_output_tokens', { output_tokens: 10 }],
      ['token_limit', { input_tokens: 4, output_tokens: 6 }],
    ])('is exceeded by its %s as well', async (limit, amounts) => {
      const story_id = await ctl().story()
      const id = await budget('story', story_id, { [limit]: 10, budget_millicents: 1_000_000 })
      await spend(ctl(), story_id, amounts)
      expect(await toldOf(ctl(), id)).toEqual([warning, exceeded])
    })

    it('of each story of a project limits each by itself, unless it has one of its own', async () => {
      const project_id = await ctl().project()
      const epic_id = await ctl().epic(project_id)
      const [one, other, own] = [await ctl().story({ epic_id }), await ctl().story({ epic_id }), await ctl().story({ epic_id })]
      const id = await budget('per_story', project_id, { token_limit: 100 })
      await budget('story', own!, { token_limit: 1_000 })
      for (const story_id of [one, other, own]) await spend(ctl(), story_id!, { input_tokens: 80 })
      await spend(ctl(), one!, { input_tokens: 1 })
      const told = (await ctl().eventsOf(id)).filter(({ type }) => type === warning)
      expect(told.map(({ details }) => details?.story_id)).toEqual([one, other])
    })

    it('for each story of a project says so where it refuses', async () => {
      const story_id = await ctl().storyAt('implementing')
      const { project_id } = await ctl().look(story_id)
      await budget('per_story', project_id, { budget_millicents: 1_000, enforcement: 'block' })
      const { hints } = bodyOf(await refusal(story_id, { ...usage, cost_millicents: 1_001 }))
      expect(hints![0]).toBe('With this report 1001 would be used of the 1000 that budget_millicents of the budget for each story allows.')
    })

    it('67. that blocks refuses a report that would exceed it, and leaves the story implementing', async () => {
      const story_id = await ctl().storyAt('implementing')
      const { project_id } = await ctl().look(story_id)
      const budget_id = await budget('project', project_id, { budget_millicents: 1_000, enforcement: 'block' })
      await spend(ctl(), story_id, { cost_millicents: 900 })
      const before = await ctl().look(story_id)
      const told = await ctl().eventsIn(project_id)
      const body = bodyOf(await refusal(story_id, { ...usage, cost_millicents: 101 }))
      expect(body).toEqual({
        status: 429,
        kind: 'rate_limited',
        code: 'token_budget_exceeded',
        message: 'Token budget exceeded',
        hints: [
          'With this report 1001 would be used of the 1000 that budget_millicents of the budget for this project allows.',
          expect.stringMatching(/raises the budget.*warn.*set_token_budget/),
          expect.stringContaining('report_token_usage'),
        ],
        ...{ budget_id, scope_type: 'project', scope_id: project_id },
        ...{ budget_millicents: 1_000, current_spend_millicents: 900, overage_millicents: 1 },
      })
      expect(await ctl().look(story_id)).toEqual(before)
      expect(await ctl().eventsIn(project_id)).toEqual(told)
      expect((await report(story_id, { ...usage, cost_millicents: 100 })).story.agent_status).toBe('reported_done')
    })

    it('67. that blocks takes what was used nevertheless, and then no report until it is raised or warns alone', async () => {
      const [one, other] = [await ctl().storyAt('implementing'), await ctl().storyAt('implementing')]
      for (const story_id of [one, other]) {
        const token_budget_id = await budget('story', story_id, { budget_millicents: 10, enforcement: 'block' })
        await spend(ctl(), story_id, { cost_millicents: 30 })
        expect(bodyOf(await refusal(story_id))).toMatchObject({ code: 'token_budget_exceeded', overage_millicents: 20 })
        const raised = story_id === one ? { budget_millicents: 30 } : { enforcement: 'warn' }
        await ctl().call('update_token_budget', { token_budget_id, ...raised })
        expect((await report(story_id)).story.agent_status).toBe('reported_done')
      }
    })

    it('67. of the agent that implements blocks what somebody else reports of its work', async () => {
      const story_id = await ctl().storyAt('implementing')
      const id = await budget('agent', agents.implementer.agent!.id, { token_limit: 1, enforcement: 'block' })
      const body = bodyOf(await refusal(story_id, { ...usage, output_tokens: 2 }))
      expect(body).toMatchObject({ budget_id: id, scope_type: 'agent', budget_millicents: null, overage_millicents: 0 })
      await ctl().call('delete_token_budget', { token_budget_id: id })
    })

    it('67. does not come before the gate: whoever implemented the story hears that', async () => {
      const story_id = await ctl().storyAt('implementing')
      await budget('story', story_id, { token_limit: 1, enforcement: 'block' })
      const token_usage = { ...usage, input_tokens: 2 }
      const refused = await ctl().refusal('report_story', { story_id, token_usage }, { as: agents.implementer })
      expect(refused.code).toBe('self_report_blocked')
    })

    it('is told of to webhooks, with all that it says (D26)', async () => {
      const { url, bodies } = await receiver()
      const story_id = await ctl().story()
      const { project_id } = await ctl().look(story_id)
      await hook(ctl(), { url, project_id, events: [warning, exceeded] })
      await budget('project', project_id, { budget_millicents: 10 })
      const triggering_report_id = await spend(ctl(), story_id, { cost_millicents: 12 })
      await ctl().work()
      const received = (await bodies(2)).toSorted((one, two) => two.event.localeCompare(one.event))
      expect(received.map(({ event }) => event)).toEqual([warning, exceeded])
      for (const { data, timestamp } of received)
        expect(data).toMatchObject({ timestamp, triggering_report_id, utilization_pct: 120, current_spend_millicents: 12, story_id })
      expect(received.map(({ overage_millicents }) => overage_millicents)).toEqual([undefined, 2])
    })
  },
  { environment: reachable },
)
