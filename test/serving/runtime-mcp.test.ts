import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { describe, expect, it, onTestFinished } from 'vitest'
import { localPrincipal } from '../../packages/core/src/accounts/identities.ts'
import { type ClientKind, clientKinds, type Person } from '../../packages/core/src/faces/fixtures/clients.ts'
import { mcpServer } from '../../packages/core/src/faces/mcp.ts'
import { createSurface } from '../../packages/core/src/faces/surface.ts'
import { localCaller } from '../../packages/core/src/local-caller.ts'
import { chooseTools } from '../../packages/core/src/toolset.ts'
import { playground } from '../../packages/loop-runtime/src/fixtures/played-run.ts'
import { describeServed, mend, mutating, type Served } from '../../packages/loop-runtime/src/fixtures/served.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shapes the tools' own tests check
type Answer = any

interface Driver {
  run_id: string
  call(name: string, input?: object, options?: object): Promise<Answer>
  step(tool: string, args?: object): Promise<Answer>
  /** What was traced, in order, without a word twice. */
  types(): Promise<string[]>
}

/** A run begun over MCP, and its client. */
async function drive({ loop }: Served, kind: ClientKind, person?: Person): Promise<Driver> {
  const { application } = loop
  const tools = chooseTools(application.modules, { tools: ['repository', 'runs'], exclude: [], readOnly: false })
  const surface = createSurface({ name: 'loop-runtime', version: '1.2.3', log: application.log }, application.modules, tools)
  const caller = localCaller(application, localPrincipal())
  const client = await kind.connect((far) => serveStdio(() => mcpServer(surface, caller), { transport: far as never }), person)
  onTestFinished(() => client.close())
  const call: Driver['call'] = async (name, input = {}, options) => {
    // Nothing happens in the very moment of what was before.
    loop.pass(1_000)
    const { structuredContent, isError, content } = await client.callTool({ name, arguments: { ...input } }, options)
    if (isError) throw new Error(`${name}: ${JSON.stringify(content)}`)
    return structuredContent
  }
  const { run_id } = await call('begin_run', { goal: 'Mend it' })
  const step: Driver['step'] = (tool, args = {}) =>
    call('run_step', { run_id, decision: { status: 'continue', summary: 'Next.', next_action: { type: 'tool_call', tool, args } } })
  const types: Driver['types'] = async () => {
    const { events } = await call('list_run_events', { run_id, limit: 100 })
    return [...new Set<string>(events.map(({ type }: { type: string }) => type))]
  }
  return { call, step, types, run_id }
}

const eras = clientKinds.slice(0, 2)

/** The same work of a model that the command line drives. */
async function typesOfModelRun(): Promise<string[]> {
  const files = { 'a.txt': 'broken\n', 'check.sh': 'grep -q fixed a.txt\n' }
  const { play, events } = playground({ files, flags: { testCommand: 'sh check.sh' } })
  const action = (tool: string, args = {}) => ({ status: 'continue', summary: 'Next.', next_action: { type: 'tool_call', tool, args } })
  const run = await play([
    action('repo_run_tests'),
    action('repo_read_file', { path: 'a.txt' }),
    action('repo_apply_patch', mend),
    action('repo_run_tests'),
    { status: 'final', summary: 'Done.', final_answer: 'It is mended.', confidence: 0.9 },
  ])
  return [...new Set((await events(run)).map(({ type }) => type))]
}

async function typesOfClientRun(served: Served, kind: ClientKind): Promise<string[]> {
  const { call, step, types, run_id } = await drive(served, kind)
  expect(await step('repo_run_tests')).toMatchObject({ result: { output: { passed: false } } })
  expect(await step('repo_read_file', { path: 'a.txt' })).toMatchObject({ result: { ok: true } })
  expect(await step('repo_apply_patch', mend)).toMatchObject({ result: { ok: true } })
  expect(await step('repo_run_tests')).toMatchObject({ result: { output: { passed: true } } })
  const finished = await call('finish_run', { run_id, final_answer: 'It is mended.', confidence: 0.9 })
  expect(finished).toMatchObject({ accepted: true, status: 'completed' })
  return types()
}

describeServed('a run that a client of MCP drives', (make) => {
  it('52. is completed in both eras, with the events of one that the command line drives', async () => {
    const expected = (await typesOfModelRun()).sort()
    for (const kind of eras) expect((await typesOfClientRun(make(mutating), kind)).sort()).toEqual(expected)
  })

  describe.each(eras)('by $name', (kind) => {
    it('asks the person there, does what they approve, and keeps it as theirs', async () => {
      const asked: string[] = []
      const served = make()
      const { step, call, run_id } = await drive(served, kind, async ({ message }) => {
        asked.push(message)
        return { action: 'accept', content: { answer: 'approve' } }
      })
      expect(await step('repo_apply_patch', mend)).toMatchObject({ status: 'waiting_host', iteration: 1, result: { ok: true } })
      expect(served.read('a.txt')).toBe('fixed\n')
      expect(asked).toEqual([expect.stringMatching(/^A run asks you \(mutation, ap_[\s\S]*\+fixed/)])
      expect((await call('list_approvals', { run_id })).approvals).toMatchObject([{ state: 'approved', answered_by: 'user' }])
      const { events } = await call('list_run_events', { run_id, types: ['approval_result'] })
      expect(events).toMatchObject([{ payload: { answer: 'approve', via: 'mcp' } }])
    })

    it('leaves the run waiting where they decline or revise without a word, tells it a comment, and ends it where they deny', async () => {
      const accept = (content: Record<string, string>) => ({ action: 'accept' as const, content })
      const comment = 'Keep the line.'
      const answers = [
        { action: 'decline' as const },
        accept({ answer: 'revise' }),
        accept({ answer: 'revise', comment }),
        accept({ answer: 'deny' }),
      ]
      const { step, call, run_id } = await drive(make(), kind, async () => answers.shift()!)
      const waiting = await step('repo_apply_patch', mend)
      expect(waiting).toMatchObject({ status: 'waiting_approval', approval: { kind: 'mutation' } })
      expect(await call('run_step', { run_id })).toMatchObject({ status: 'waiting_approval', approval: waiting.approval })
      expect(await call('run_step', { run_id })).toMatchObject({ status: 'waiting_host', next: expect.stringContaining(comment) })
      expect(await step('repo_apply_patch', mend)).toMatchObject({ status: 'stopped_by_human' })
    })
  })

  it('is told once a second how its command goes on', async () => {
    const { call, run_id } = await drive(make({ LOOP_RUNTIME_TEST_COMMAND: 'echo half; sleep 1.3' }), eras[0]!)
    const heard: unknown[] = []
    const decision = { status: 'continue', summary: 'Next.', next_action: { type: 'tool_call', tool: 'repo_run_tests', args: {} } }
    await call('run_step', { run_id, decision }, { onprogress: (one: unknown) => heard.push(one) })
    expect(heard).toEqual([expect.objectContaining({ progress: 1, message: 'half' })])
  })
})
