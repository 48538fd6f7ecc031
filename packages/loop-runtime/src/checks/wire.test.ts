import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { demoFiles } from '../demo/files.ts'
import { localRuntime } from '../fixtures/local-runtime.ts'
import { playground } from '../fixtures/played-run.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { type Answer, startModelServer, type Wire } from '../models/fixtures/model-server.ts'
import { openModel } from '../models/open-model.ts'
import type { Wait } from '../models/retry.ts'
import type { Runtime } from '../runtime.ts'

const key = 'sk-secret-key-123'
/** What the demo's tests say, behind all that they are given of the environment. */
const testCommand = "env; grep -q 'trim()' src/validatePassword.js || { echo test/validatePassword.test.js; exit 1; }"

const calling = (tool: string, args: object = {}): Answer => ({ text: `I call ${tool}.`, calls: [{ tool, args: JSON.stringify(args) }] })
const mend = { path: 'src/validatePassword.js', search: 'password.length > 0', replace: 'password.trim().length > 0' }

/** How a model mends the demo. */
const mending: readonly Answer[] = [
  calling('repo_run_tests'),
  calling('repo_read_file', { path: mend.path }),
  calling('repo_apply_patch', { edits: [mend] }),
  calling('repo_run_tests'),
  calling('finish', { final_answer: 'A blank password was accepted.', confidence: 0.9 }),
]

/** The model is the one that the task names; with `wait` it is asked again at once. */
async function asked(wire: Wire, answers: readonly Answer[], wait?: Wait) {
  const server = await startModelServer(wire, answers)
  onTestFinished(() => server.close())
  const addresses = { OPENAI_BASE_URL: `${server.address}/v1`, ANTHROPIC_BASE_URL: server.address }
  const environment = { PATH: process.env.PATH, OPENAI_API_KEY: key, ANTHROPIC_API_KEY: key, ...addresses }
  const runtime = localRuntime({ environment })
  const demo = playground({ files: demoFiles, flags: { testCommand, model: `${wire}:test-model` }, runtime })
  const record = join(temporaryFolder(), 'cassette.jsonl')
  const model = wait && (await openModel(demo.task.model, { environment, record, wait }))
  const run = await demo.play([], { model, record })
  return { server, demo, run, runtime, record }
}

/** Everything that was written down: the files of the database, what stands packed in them, and the cassette. */
async function written(runtime: Runtime & { path: string }, record: string): Promise<string> {
  const folder = dirname(runtime.path)
  const blobs = await runtime.transaction('read', ({ db }) => db.selectFrom('runtime_blobs').select('content').execute())
  const unpacked = blobs.map(({ content }) => gunzipSync(Buffer.from(content, 'base64')).toString())
  return [...readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1')), ...unpacked, readFileSync(record, 'utf8')].join(
    '\n',
  )
}

describe.each(['openai', 'anthropic'] as const)('56. a model behind the wire protocol of %s', (wire) => {
  it('finishes the demo; a request that was put off is one reply, and the key stands nowhere', async () => {
    const busy: Answer = {
      status: 429,
      headers: { 'retry-after': '0' },
      body: JSON.stringify({ error: { message: `too many for ${key}` } }),
    }
    const { server, demo, run, runtime, record } = await asked(wire, [mending[0]!, busy, ...mending.slice(1)])
    expect(run).toMatchObject({ status: 'completed', model: `${wire}:test-model`, final_answer: 'A blank password was accepted.' })
    expect(readFileSync(join(demo.folder, mend.path), 'utf8')).toContain(mend.replace)
    expect(server.asked).toHaveLength(6)
    expect(server.asked.map(({ headers }) => headers.authorization ?? headers['x-api-key'])).toEqual(
      server.asked.map(() => expect.stringContaining(key)),
    )
    const replies = (await demo.steps(run)).filter(({ kind }) => kind === 'model')
    expect(replies.map(({ outcome }) => outcome)).toEqual(mending.map(() => 'ok'))
    expect(JSON.parse(run.counters)).toMatchObject({ input_tokens: 500, output_tokens: 100 })
    const all = await written(runtime, record)
    expect(all).toContain('A blank password was accepted.')
    expect(all).toContain('test/validatePassword.test.js')
    expect(all).not.toContain(key)
  })

  it('runs no tool where its answer breaks off with an error', async () => {
    const broken: Answer = { ...calling('repo_run_tests'), after: 'error' }
    const refused: Answer = { status: 401, body: JSON.stringify({ error: { message: `wrong key ${key}` } }) }
    const { demo, run, runtime, record } = await asked(wire, [broken, refused], async () => {})
    expect(run).toMatchObject({ status: 'failed', reason: expect.stringContaining('model_error') })
    expect((await demo.steps(run)).map(({ kind, outcome }) => [kind, outcome])).toEqual([['model', 'failed']])
    expect(await demo.events(run, 'tool_call')).toEqual([])
    const all = await written(runtime, record)
    expect(all).toContain('task_failed')
    expect(all).not.toContain(key)
  })
})
