import { expect, it } from 'vitest'
import { httpOf } from '../../fixtures/http.ts'
import { describeServed } from '../../fixtures/served.ts'
import { demoServer, patiently, statusOf, withDemo } from '../../fixtures/served-demo.ts'

describeServed('start_run', (make) => {
  it('answers at once, and a job drives the run to its end', async () => {
    const served = withDemo(make(demoServer))
    const { call, loop, read } = served
    const asked = { goal: 'Fix failing tests', idempotency_key: 'k', work_ref: 'US-1' }
    const started = await call('start_run', asked)
    expect(started).toEqual({ run_id: expect.stringMatching(/^run_/), status: 'running' })
    const { run_id } = started
    expect(await call('start_run', asked)).toEqual(started)
    await loop.work()
    await expect.poll(statusOf(served, run_id), patiently).toBe('completed')
    expect(read('src/validatePassword.js')).toContain('trim()')
    const { run } = await call('get_run', { run_id, detail: 'full' })
    expect(run).toMatchObject({ driver: 'model', model: 'mock', iteration: 7, actor: 'implementer-local', work_ref: 'US-1' })
    const { events } = await call('list_run_events', { run_id, types: ['run_resumed', 'task_created', 'task_completed'] })
    expect(events.map(({ type }: { type: string }) => type)).toEqual(['task_created', 'task_completed'])
  })

  it('takes no model that the operator does not list', async () => {
    const { refusal, call } = make({ LOOP_RUNTIME_MODEL: 'openai:small', LOOP_RUNTIME_MODELS: 'anthropic:large, openai:large' })
    expect(await refusal('start_run', { goal: 'x', model: 'scripted:/tmp/replies.yaml' })).toMatchObject({
      code: 'policy_widened',
      hints: [expect.stringContaining('openai:small, mock, anthropic:large, openai:large')],
    })
    const { run_id } = await call('start_run', { goal: 'x' })
    expect(await call('get_run', { run_id })).toMatchObject({ run: { model: 'openai:small' } })
  })

  it('goes on by a job where a person answers over HTTP', async () => {
    const served = withDemo(make({ ...demoServer, LOOP_RUNTIME_ALLOW_MUTATIONS: '' }))
    const http = httpOf(served.loop)
    const agent = { as: 'agent' } as const
    const { run_id } = await served.call('start_run', { goal: 'Fix failing tests' })
    await served.loop.work()
    await expect.poll(statusOf(served, run_id), patiently).toBe('waiting_approval')
    const { approvals } = (await http('GET', `/api/v1/runtime/approvals?state=pending&run_id=${run_id}`)).body
    expect(approvals).toMatchObject([{ kind: 'mutation', preview: expect.stringContaining('trim()') }])
    const at = `/api/v1/runtime/approvals/${approvals[0].approval_id}`
    expect(await served.refusal('respond_approval', { approval_id: approvals[0].approval_id, answer: 'approve' }, agent)).toBeDefined()
    expect(await http('POST', at, { answer: 'approve' })).toMatchObject({ body: { run: { status: 'running' }, next: 'The run goes on.' } })
    await expect.poll(statusOf(served, run_id), patiently).toBe('completed')
  })
})
