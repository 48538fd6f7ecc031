import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { testDatabases } from 'loop-core/testing'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'

/** What `npx tsx server.ts` runs, and the same bundled, which starts in a fraction of the time. */
const [typed, bundled] = [['--import', 'tsx', 'server.ts'], [join(process.env.LOOP_TEST_PROGRAMS!, 'examples/own-server/server.js')]]

describe.each(testDatabases())('on $name', ({ create }) => {
  let database: Awaited<ReturnType<typeof create>>
  let started: { cwd: string; env: Record<string, string> }

  beforeAll(async () => {
    database = await create()
    started = { cwd: import.meta.dirname, env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), DATABASE_URL: database.url } }
  })

  afterAll(() => database?.drop())

  async function onCommandLine(...words: string[]) {
    const child = spawn(process.execPath, [...bundled, ...words], { ...started, stdio: ['ignore', 'pipe', 'inherit'] })
    const [stdout, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'exit')])
    return { exitCode, stdout }
  }

  it('keeps and lists notes over stdio', async () => {
    const client = new Client({ name: 'test', version: '1.0.0' })
    await client.connect(new StdioClientTransport({ ...started, command: process.execPath, args: typed }))
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['add_note', 'list_notes'])
    expect(await client.callTool({ name: 'add_note', arguments: { text: 'Spoken' } })).toMatchObject({
      structuredContent: { note: { text: 'Spoken' } },
    })
    const twice = await client.callTool({ name: 'add_note', arguments: { text: 'Spoken' } })
    expect(twice).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('note_exists') }] })
    const { structuredContent } = await client.callTool({ name: 'list_notes', arguments: { limit: 1 } })
    expect(structuredContent).toMatchObject({ notes: [{ text: 'Spoken' }] })
    await client.close()
  })

  it('keeps and lists notes on the command line', async () => {
    expect(await onCommandLine('note', 'add', '--text', 'Typed')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Typed') })
    const { exitCode, stdout } = await onCommandLine('note', 'list', '--json')
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout).notes).toContainEqual(expect.objectContaining({ text: 'Typed' }))
  })

  it('keeps and lists notes over HTTP', async () => {
    const child = spawn(process.execPath, [...bundled, '--http', '--port', '0'], { ...started, stdio: ['ignore', 'ignore', 'pipe'] })
    onTestFinished(() => void child.kill())
    const said = await heard(child.stderr, 'claude mcp add')
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said)!
    const headers = { authorization: `Bearer ${/lc_[\w-]{40}/.exec(said)![0]}`, 'content-type': 'application/json' }
    const added = await fetch(`${url}/api/v1/notes`, { method: 'POST', headers, body: JSON.stringify({ text: 'Posted' }) })
    expect(added.status).toBe(200)
    const listed = await fetch(`${url}/api/v1/notes`, { headers })
    expect(await listed.json()).toMatchObject({ notes: expect.arrayContaining([expect.objectContaining({ text: 'Posted' })]) })
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })
})

/** Reads until some words have come, and lets the rest flow. */
async function heard(stream: Readable, words: string): Promise<string> {
  let said = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk
  })
  while (!said.includes(words)) {
    if (stream.readableEnded) throw new Error(`The program ended before it said "${words}":\n${said}`)
    await Promise.race([once(stream, 'data'), once(stream, 'end')])
  }
  return said
}
