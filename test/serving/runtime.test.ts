import { execFile, execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCollector } from '../../packages/loop-runtime/src/telemetry/fixtures/collector.ts'
import { root } from '../architecture/source-files.ts'
import { byHand, newSdk, oldSdk } from './clients.ts'
import { emptyHome, runtimeBin } from './started.ts'

const run = promisify(execFile)

let home: Awaited<ReturnType<typeof emptyHome>>
let folder: string

beforeAll(async () => {
  home = await emptyHome()
  folder = realpathSync(home.environment.HOME!)
})
afterAll(() => home.remove())

/** A copy of the repository of the quick start. */
function buggy(): string {
  const workspace = mkdtempSync(join(folder, 'buggy-'))
  cpSync(join(root, 'examples/buggy-auth-service'), workspace, { recursive: true })
  execFileSync('git', ['init', '-q'], { cwd: workspace, env: home.environment })
  return workspace
}

/** The two lines that its page prints: what to type first, and the words behind the name of the command. */
function quickStart(workspace: string): string[] {
  const page = readFileSync(join(workspace, 'README.md'), 'utf8')
  const [first, line] = /```sh\n([^\n]+)\nnpx loop-runtime ([^\n]+)\n```/.exec(page)!.slice(1)
  return [first!, ...Array.from(line!.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, plain]) => quoted ?? plain!)]
}

const request = (id: number | undefined, method: string, params = {}) => `${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`

const type = (words: readonly string[], cwd = folder, more: Record<string, string> = {}) =>
  run(process.execPath, [runtimeBin, ...words], { cwd, env: { ...home.environment, ...more } }).then(
    ({ stdout, stderr }) => ({ exitCode: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ exitCode: code as number, stdout: stdout as string, stderr: stderr as string }),
  )

/** One reply of a script. */
function replyLine(call: object): string {
  return `- ${JSON.stringify({ calls: [call] })}\n`
}

describe('the built loop-runtime', () => {
  it.each([
    ['2.x', newSdk],
    ['1.x', oldSdk],
    ['by hand', byHand],
  ])('1. is the server of one repository for a client %s', async (_, connect) => {
    const workspace = buggy()
    const environment = { ...home.environment, LOOP_WORKSPACE: workspace }
    const client = await connect({ bin: runtimeBin, environment })
    const names = (await client.listTools()).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['repo_list_files', 'repo_search_code', 'repo_read_file', 'repo_apply_patch']))
    expect(names).toEqual(expect.arrayContaining(['repo_run_tests', 'repo_run_typecheck', 'repo_git_diff']))
    expect((await client.callTool('repo_list_files', {})).structured).toMatchObject({
      files: expect.arrayContaining(['src/validatePassword.js']),
    })
    expect((await client.callTool('repo_run_tests', {})).structured).toMatchObject({ passed: false, tests: { failed: 1 } })
    await client.close()
  })

  it('has listed its tools before it loads any library of models', () => {
    const coverage = mkdtempSync(join(folder, 'loaded-'))
    const environment = { ...home.environment, LOOP_WORKSPACE: buggy(), NODE_V8_COVERAGE: coverage }
    const clientInfo = { name: 'test', version: '1' }
    const opening = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo }
    const input = [request(1, 'initialize', opening), request(undefined, 'notifications/initialized'), request(2, 'tools/list')].join('')
    expect(execFileSync(process.execPath, [runtimeBin], { env: environment, input, encoding: 'utf8' })).toContain('repo_read_file')
    const [report] = readdirSync(coverage).map((name) => JSON.parse(readFileSync(join(coverage, name), 'utf8')))
    const files = (report.result as { url: string }[]).flatMap(({ url }) => (url.startsWith('file:') ? [fileURLToPath(url)] : []))
    expect(files).toContain(runtimeBin)
    // Stands in everything that is built on the AI SDK.
    expect(files.filter((file) => readFileSync(file, 'utf8').includes('vercel.ai.error'))).toEqual([])
  })

  it('11. mends the repository of the quick start, and leaves a trace that can be read', async () => {
    const workspace = buggy()
    const [red, ...words] = quickStart(workspace)
    expect(red).toBe('npm test')
    const { exitCode, stdout } = await type(words, workspace)
    expect(exitCode).toBe(0)
    const trace = join(workspace, '.forloop/state.sqlite')
    expect(stdout).toMatch(/^Task run_\S+: completed\n/)
    expect(stdout).toContain(`Trace DB: ${trace}\n`)
    expect(readFileSync(join(workspace, 'src/validatePassword.js'), 'utf8')).toContain('password.trim().length > 0')
    const events = JSON.parse((await type(['inspect', '--trace-db', trace])).stdout) as { type: string; payload: { action?: string } }[]
    const types = new Set(events.map((event) => event.type))
    for (const name of ['security_eval', 'approval_requested', 'loop_eval', 'quality_eval', 'task_completed']) expect(types).toContain(name)
    expect(events.some(({ type, payload }) => type === 'governance_decision' && payload.action === 'recover')).toBe(true)
    const out = join(workspace, 'trace.json')
    expect((await type(['export-trace', '--trace-db', trace, '--out', out])).stdout).toBe(`Exported ${out}\n`)
    expect(Object.keys(JSON.parse(readFileSync(out, 'utf8'))[0])).toEqual(['id', 'taskId', 'timestamp', 'type', 'payload'])
  })

  it('plays a script, and sends what it does to a collector', async () => {
    const workspace = buggy()
    const finish = { tool: 'finish', args: { final_answer: 'It is there.', confidence: 0.9 } }
    writeFileSync(join(workspace, 'script.yaml'), [{ tool: 'repo_run_tests' }, finish].map(replyLine).join(''))
    const collector = await startCollector()
    const words = ['--goal', 'Look', '--test-command', 'true', '--auto-approve', '--quiet', '--model', 'scripted:script.yaml']
    const ended = await type(['run', '--workspace', workspace, ...words], workspace, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.address })
    await collector.close()
    expect(ended).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/completed\nIt is there\./) })
    const [agent, ...inside] = collector.spans()
    expect(agent!.name).toBe('invoke_agent loop-runtime')
    expect(inside.map(({ name }) => name)).toEqual(['chat scripted', 'execute_tool repo_run_tests', 'chat scripted'])
  })

  it('sends what it does for a client, below the span of its call', async () => {
    const workspace = buggy()
    const collector = await startCollector()
    const more = { LOOP_WORKSPACE: workspace, LOOP_RUNTIME_TEST_COMMAND: 'true', OTEL_EXPORTER_OTLP_ENDPOINT: collector.address }
    const client = await newSdk({ bin: runtimeBin, environment: { ...home.environment, ...more } })
    const { run_id } = (await client.callTool('begin_run', { goal: 'Look' })).structured!
    const next_action = { type: 'tool_call', tool: 'repo_run_tests', args: {} }
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
    await client.callTool('run_step', { run_id, decision: { status: 'continue', summary: 'Look.', next_action } }, { traceparent })
    await expect.poll(() => collector.spans(), { timeout: 10_000 }).toHaveLength(1)
    await client.close()
    await collector.close()
    const attributes = expect.objectContaining({ 'gen_ai.conversation.id': run_id, 'gen_ai.tool.name': 'repo_run_tests' })
    expect(collector.spans()).toMatchObject([{ name: 'execute_tool repo_run_tests', parentSpanId: '00f067aa0ba902b7', attributes }])
  })

  it('60. shows its demo and leaves nothing behind', async () => {
    const before = readdirSync(folder)
    const { exitCode, stdout } = await type(['demo'])
    expect({ exitCode, said: stdout.split('\n')[0] }).toEqual({ exitCode: 0, said: expect.stringMatching(/^Task run_\S+: completed$/) })
    expect(readdirSync(folder)).toEqual(before)
  })

  it('31. says which key of a task was meant, and exits with 2', async () => {
    const { exitCode, stderr } = await type(['run', '--goal', 'x', '--max-iteration', '3'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining('--max-iterations') })
    expect((await type(['--allowed-tool', 'repo_everything'])).exitCode).toBe(2)
  })
})
