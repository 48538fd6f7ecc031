import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'

// A client that is the model of a run: it decides, the server judges each decision and holds the end to what the tests showed.

const [service] = process.argv.slice(2)
const home = realpathSync(mkdtempSync(join(tmpdir(), 'loop-example-')))
const root = join(home, 'service')
cpSync(service ?? join(import.meta.dirname, '../buggy-auth-service'), root, { recursive: true })
const env = {
  PATH: process.env.PATH ?? '',
  HOME: home,
  LOOP_HOME: join(home, '.loop'),
  LOOP_WORKSPACE: root,
  LOOP_RUNTIME_ALLOW_MUTATIONS: '1',
}
// The server is started as this program was: by tsx, or compiled.
const args = [...process.execArgv, join(import.meta.dirname, `server${extname(import.meta.filename)}`)]
const client = new Client({ name: 'host-run', version: '1.0.0' })

// biome-ignore lint/suspicious/noExplicitAny: the server has checked its answers against their schemas
async function tool(name: string, input: object): Promise<any> {
  const { structuredContent, content, isError } = await client.callTool({ name, arguments: { ...input } })
  if (isError) throw new Error(JSON.stringify(content))
  return structuredContent
}

/** One decision of ours, and what came of it. */
async function step(run_id: string, summary: string, [tool_name, tool_args]: [name: string, input: object]): Promise<void> {
  const next_action = { type: 'tool_call', tool: tool_name, args: tool_args }
  const { result, governance } = await tool('run_step', { run_id, decision: { status: 'continue', summary, next_action } })
  const tests = result.output?.tests
  console.log(`step     ${tool_name}: ${tests ? `${tests.failed} of ${tests.total} red` : 'ok'}, ${governance.action}`)
}

async function finish(run_id: string, final_answer: string): Promise<void> {
  const { accepted, status, criteria } = await tool('finish_run', { run_id, final_answer, confidence: 0.9 })
  const open = criteria
    .filter(({ pass }: { pass: boolean }) => !pass)
    .map(({ id, verdict }: { id: string; verdict: string }) => `${id} ${verdict}`)
  console.log(`finish   ${accepted ? 'accepted' : `rejected: ${open.join(', ')}`}; the run is ${status}`)
}

const path = 'src/validatePassword.js'
const search = 'password.length > 0'
const edits = [{ path, search, replace: 'password.trim().length > 0' }]

try {
  await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd: root, env }))
  const { run_id, tools } = await tool('begin_run', { goal: 'Fix failing tests' })
  console.log(`begin    ${tools.length} tools`)
  await step(run_id, 'See what fails.', ['repo_run_tests', {}])
  await step(run_id, 'Read what it tests.', ['repo_read_file', { path }])
  await step(run_id, 'Blanks are no password.', ['repo_apply_patch', { edits }])
  await finish(run_id, 'A password of blanks is refused now; all tests pass.')
  await step(run_id, 'See whether that is so.', ['repo_run_tests', {}])
  await finish(run_id, 'A password of blanks is refused now; all tests pass.')
} finally {
  await client.close()
  rmSync(home, { recursive: true, force: true })
}
