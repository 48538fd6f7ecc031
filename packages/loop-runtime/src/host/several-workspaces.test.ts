import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { httpOf } from '../fixtures/http.ts'
import { describeServed, mend } from '../fixtures/served.ts'
import { patiently } from '../fixtures/served-demo.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

describeServed('a server with several workspaces', (make) => {
  /** Two repositories behind one server, of which the second may be changed; budgets come from a task file for both. */
  function several() {
    const [api, web] = [make(), make()]
    const folder = temporaryFolder()
    const [config, task] = [join(folder, 'workspaces.yaml'), join(folder, 'task.yaml')]
    writeFileSync(
      config,
      `workspaces:
  api: { root: ${api.root}, testCommand: sh check.sh }
  web: { root: ${web.root}, testCommand: cat a.txt, allowMutations: true, models: ['scripted:none'], security: { allowedTools: [repo.run_tests, repo_apply_patch] } }
`,
    )
    writeFileSync(task, 'budget: { maxIterations: 3 }\nquality: { requireEvidenceBeforeFinal: false }\n')
    const named = { LOOP_RUNTIME_CONFIG: config, LOOP_RUNTIME_TASK: task, LOOP_RUNTIME_TEST_COMMAND: '' }
    return { api, web, served: make(named) }
  }

  it('has one active run a folder over HTTP, each under the rules of its own', async () => {
    const { served, web } = several()
    const http = httpOf(served.loop)
    const begin = (workspace?: string, goal = 'Mend it') =>
      http('POST', '/api/v1/runs', { driver: 'host', goal, ...(workspace && { workspace }) })
    const [first, second, ...busy] = [await begin(), await begin('web'), await begin('api'), await begin('web')]
    expect(first.body).toMatchObject({ status: 'waiting_host', approval_mode: 'manual', budget: { max_iterations: 3 } })
    expect(second.body).toMatchObject({
      approval_mode: 'auto',
      tools: ['repo_run_tests', 'repo_apply_patch'],
      budget: { max_iterations: 3 },
    })
    expect(busy).toMatchObject([{ status: 409, body: { error: { code: 'workspace_busy' } } }, { status: 409 }])
    const listed = (await http('GET', '/api/v1/runs?workspace=web')).body.runs
    expect(listed).toMatchObject([{ run_id: second.body.run_id, workspace: 'web' }])
    const decision = { status: 'continue', summary: 'Mend.', next_action: { type: 'tool_call', tool: 'repo_apply_patch', args: mend } }
    const step = (run_id: string) => http('POST', `/api/v1/runs/${run_id}/steps`, { decision })
    expect(await step(second.body.run_id)).toMatchObject({ body: { status: 'waiting_host', result: { ok: true } } })
    expect(await step(first.body.run_id)).toMatchObject({ body: { status: 'waiting_approval' } })
    expect(web.read('a.txt')).toBe('fixed\n')
    expect(await begin('wbe')).toMatchObject({
      status: 422,
      body: { error: { code: 'unknown_workspace', details: { workspaces: ['api', 'web'] } } },
    })
    for (const { body } of [first, second]) await http('POST', `/api/v1/runs/${body.run_id}/cancel`)
  })

  it('calls tools on the usual one, and judges each on its own files', async () => {
    const { served, web } = several()
    const { call, refusal } = served
    expect(await call('repo_run_tests')).toMatchObject({ command: 'sh check.sh', passed: false })
    expect(await refusal('repo_apply_patch', mend)).toMatchObject({ code: 'mutations_disabled' })
    expect(await call('check_evidence', { workspace: 'web' })).toMatchObject({
      criteria: [{ id: 'tests_passed', verdict: 'not_measured' }],
    })
    expect(await call('check_evidence')).toMatchObject({ criteria: [{ id: 'tests_passed', verdict: 'failed' }] })
    expect(await refusal('start_run', { goal: 'x', model: 'scripted:none' })).toMatchObject({ code: 'policy_widened' })
    const { run_id } = await call('start_run', { goal: 'x', workspace: 'web', model: 'scripted:none' })
    await served.loop.work()
    const run = async () => (await call('get_run', { run_id, detail: 'full' })).run
    await expect.poll(async () => (await run()).status, patiently).toBe('failed')
    expect(await run()).toMatchObject({ workspace: 'web', root: web.root, reason: expect.stringMatching(/^model_error/) })
  })
})
