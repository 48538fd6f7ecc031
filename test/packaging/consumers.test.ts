import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AnyClient, newSdk } from '../serving/clients.ts'
import { emptyHome, startHttp } from '../serving/started.ts'
import { compile, consumerOf, importOfEverything, programOnPage } from './consumer.ts'
import { type PackedPackages, packAll } from './pack.ts'
import { type Outcome, run } from './run.ts'

let packed: PackedPackages

beforeAll(async () => {
  packed = await packAll()
}, 180_000)

afterAll(() => packed?.remove())

/** One consumer with an empty home folder, compiled once together with some programs more. */
function useConsumer(example: string, programs: () => Promise<Record<string, string>>) {
  let home: Awaited<ReturnType<typeof emptyHome>>
  const consumer = { built: '', environment: {} as Record<string, string>, compiled: undefined as Outcome | undefined }

  beforeAll(async () => {
    home = await emptyHome()
    const folder = await consumerOf(example, packed)
    for (const [name, program] of Object.entries(await programs())) await writeFile(join(folder, `${name}.ts`), program)
    Object.assign(consumer, { built: join(folder, 'built'), environment: home.environment, compiled: await compile(folder) })
  }, 300_000)

  afterAll(() => home?.remove())

  return consumer
}

const sound: Outcome = { exitCode: 0, stdout: '', stderr: '' }

describe('a project that defines a tool and serves it', () => {
  const consumer = useConsumer('own-server', async () => ({ page: await programOnPage(packed.find('loop-core')) }))
  const server = () => join(consumer.built, 'server.js')

  async function addAndList(client: AnyClient, text: string) {
    expect((await client.listTools()).map(({ name }) => name)).toEqual(['add_note', 'list_notes'])
    expect(await client.callTool('add_note', { text })).toMatchObject({ isError: false, structured: { note: { text } } })
    const { structured } = await client.callTool('list_notes', {})
    await client.close()
    return (structured!.notes as { text: string }[]).map((note) => note.text)
  }

  it('type-checks, the declarations of all libraries included', () => {
    expect(consumer.compiled).toEqual(sound)
  })

  it('answers over stdio', async () => {
    const client = await newSdk({ bin: server(), environment: consumer.environment })
    expect(await addAndList(client, 'over stdio')).toContain('over stdio')
  })

  it('answers over HTTP and has its docs page', async () => {
    const { url, key, stop } = await startHttp(server(), consumer.environment)
    const client = await newSdk({ url: `${url}/mcp`, key })
    expect(await addAndList(client, 'over HTTP')).toContain('over HTTP')
    expect((await fetch(`${url}/docs/swagger-ui.css`)).status).toBe(200)
    expect(await stop()).toBe(0)
  })

  it('has a command line', async () => {
    const note = (...words: string[]) => run([process.execPath, server(), 'note', ...words], { env: consumer.environment })
    expect(await note('add', '--text', 'by hand')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('by hand'), stderr: '' })
    const { exitCode, stdout } = await note('list', '--json')
    expect(JSON.parse(stdout).notes).toContainEqual(expect.objectContaining({ text: 'by hand' }))
    expect(exitCode).toBe(0)
  })

  it('may begin with the server that the page of loop-core shows', async () => {
    const command: [string, ...string[]] = [process.execPath, join(consumer.built, 'page.js'), 'person', 'greet', '--name', 'Ada']
    const greeting = await run(command, { env: consumer.environment })
    expect(greeting).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Hello, Ada.') })
  })
})

describe('a project that attaches loop-gate to a server of its own', () => {
  const consumer = useConsumer('attach', async () => ({
    page: await programOnPage(packed.find('loop-gate')),
    core: importOfEverything(packed.find('loop-core')),
    gate: importOfEverything(packed.find('loop-gate')),
  }))

  it('type-checks, the declarations of all libraries included', () => {
    expect(consumer.compiled).toEqual(sound)
  })

  it('can load every entry of loop-core and loop-gate', async () => {
    for (const name of ['core', 'gate']) {
      expect(await run([process.execPath, join(consumer.built, `${name}.js`)], { env: consumer.environment })).toEqual(sound)
    }
  })

  it('serves its own tool and that of loop-gate', async () => {
    const client = await newSdk({ bin: join(consumer.built, 'server.js'), environment: consumer.environment })
    expect((await client.listTools()).map(({ name }) => name)).toEqual(expect.arrayContaining(['get_weather', 'should_continue']))
    expect((await client.callTool('get_weather', { city: 'Delft' })).text).toBe('It is sunny in Delft.')
    const report = { task_summary: 'Look at the sky', work_done: 'Asked the server', stopping_reason: 'waiting_for_user' }
    const { structured } = await client.callTool('should_continue', report)
    expect(structured).toMatchObject({ approved: true, decision_id: expect.stringMatching(/^dc_/) })
    await client.close()
  })
})
