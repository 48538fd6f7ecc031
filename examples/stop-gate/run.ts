import { spawn } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { makeProject, versions, write } from './project.ts'

// One agent with a stop hook, as a client such as Claude Code has it: the hook is asked at each end of a turn, the tools in between.

const home = realpathSync(mkdtempSync(join(tmpdir(), 'loop-example-')))
const root = join(home, 'shop')
const env = { PATH: process.env.PATH ?? '', HOME: home, LOOP_HOME: join(home, '.loop'), LOOP_SESSION: 's1' }
// The server is started as this program was: by tsx, or compiled.
const gate = [...process.execArgv, join(import.meta.dirname, `server${extname(import.meta.filename)}`)]

/** Runs a command of loop-gate in the project; the person's, or the hook's with a payload. */
async function command(words: readonly string[], input = ''): Promise<string> {
  const child = spawn(process.execPath, [...gate, ...words], { cwd: root, env, stdio: ['pipe', 'pipe', 'ignore'] })
  child.stdin.end(input)
  return readAll(child.stdout)
}

async function hook(event: string, more: object = {}): Promise<{ decision?: string; reason?: string }> {
  const payload = { hook_event_name: event, session_id: 's1', cwd: root, stop_hook_active: false, ...more }
  return JSON.parse(await command(['hook'], JSON.stringify(payload)))
}

/** The agent ends its turn; a turn that is refused goes on. */
async function stop(message: string): Promise<void> {
  const { decision, reason = '' } = await hook('Stop', { last_assistant_message: message })
  const why = reason.split('\n').filter((line) => /^\d+\./.test(line))
  console.log(`stop     ${decision === 'block' ? `held: ${why.join(' ')}` : 'allowed'}`)
}

function edit(version: keyof typeof versions): void {
  write(root, 'src/total.js', versions[version])
  console.log(`edit     total.js is ${version}`)
}

makeProject(root)
await command(['policy', 'accept', '--yes'])
const client = new Client({ name: 'stop-gate', version: '1.0.0' })
await client.connect(new StdioClientTransport({ command: process.execPath, args: gate, cwd: root, env }))

// biome-ignore lint/suspicious/noExplicitAny: the server has checked its answers against their schemas
async function tool(name: string, input: object): Promise<any> {
  const { structuredContent, content, isError } = await client.callTool({ name, arguments: { ...input } })
  if (isError) throw new Error(JSON.stringify(content))
  return structuredContent
}

async function check(): Promise<void> {
  const { receipts } = await tool('run_checks', {})
  for (const { criterion, verdict, counts } of receipts) console.log(`check    ${criterion}: ${verdict}, ${counts?.passed} of 3 tests`)
}

try {
  await hook('SessionStart', { source: 'startup' })
  edit('half mended')
  await stop('Done! All tests pass.')
  await check()
  await stop('Fixed the sign, so it works now.')
  edit('mended')
  await check()
  const report = { task_summary: 'Mend the total', work_done: 'Fixed the sign. Refuse what is no price.', stopping_reason: 'task_complete' }
  console.log(`ask      ${(await tool('should_continue', report)).message.split('\n')[0]}`)
  await stop('The total is mended.')
  edit('in another currency')
  await stop('Also added currencies.')
  await check()
  const gap = { criteria: ['test'], blocker: 'The exchange rates are on a server that this machine cannot reach.', needs: 'access' }
  await tool('file_gap', { ...gap, tried: 'Ran the tests; the import of the rates fails.' })
  console.log('gap      filed: test needs access')
  await stop('The rates need access to the network; I filed it.')
  const { stops, outcomes } = JSON.parse(await command(['stats', '--json']))
  const counts = Object.keys(outcomes)
    .sort()
    .map((outcome) => `${outcome} ${outcomes[outcome]}`)
  console.log(`\nstops    ${stops}: ${counts.join(', ')}`)
} finally {
  await client.close()
  rmSync(home, { recursive: true, force: true })
}
