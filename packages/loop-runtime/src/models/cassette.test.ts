import { readFile, stat } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { ModelRequest } from '../model.ts'
import { startModelServer } from './fixtures/model-server.ts'
import { temporaryFolder } from './fixtures/temporary-folder.ts'
import { openModel } from './open-model.ts'

const key = 'a-key-of-no-known-shape'
const { write, pathOf } = await temporaryFolder()
const request = (text = 'Fix failing tests'): ModelRequest => ({
  system: 's',
  messages: [{ role: 'user', text }],
  tools: [],
  maxOutputTokens: 100,
  signal: new AbortController().signal,
})
const replayed = (file: string, asked = 0) => openModel(`cassette:${file}`, { environment: {}, asked })

describe('a cassette', () => {
  it('holds the replies of a model, and neither its key nor a header', async () => {
    const server = await startModelServer('openai', [{ text: `Your key is ${key}.` }, { text: 'Second' }])
    const environment = { OPENAI_API_KEY: key, OPENAI_BASE_URL: server.address }
    const record = pathOf('recorded.jsonl')
    const first = await openModel('openai:m', { environment, record })
    const reply = await first.reply(request())
    expect(first.name).toBe('openai:m')
    await (await openModel('openai:m', { environment, record, asked: 1 })).reply(request('more'))
    await server.close()

    const text = await readFile(record, 'utf8')
    expect(text).not.toMatch(new RegExp(`${key}|authorization|bearer`, 'i'))
    expect((await stat(record)).mode & 0o077).toBe(0)
    const model = await replayed(record)
    expect(await model.reply(request())).toEqual({ ...reply, text: 'Your key is [redacted].' })
    expect(await model.reply(request('more'))).toMatchObject({ text: 'Second' })
    await expect(model.reply(request())).rejects.toMatchObject({ name: 'ModelError', message: 'The cassette ended after 2 replies.' })
    expect(await (await replayed(record, 1)).reply(request('more'))).toMatchObject({ text: 'Second' })
  })

  it('answers another request too, and says so', async () => {
    const script = await write('two.yaml', '- { text: One }\n- { text: Two }')
    const record = pathOf('two.jsonl')
    const recording = await openModel(`scripted:${script}`, { environment: {}, record })
    await recording.reply(request())
    await recording.reply(request())
    const model = await replayed(record)
    expect(await model.reply(request('something else'))).toMatchObject({ text: 'One', drift: true })
    expect(await model.reply(request())).not.toHaveProperty('drift')
  })

  it('is never written over what is there', async () => {
    const record = await write('mine.txt', 'mine')
    await expect(openModel('mock', { environment: {}, record })).rejects.toMatchObject({ kind: 'conflict', code: 'file_exists' })
    expect(await readFile(record, 'utf8')).toBe('mine')
  })

  it.each([
    ['{"a":', 'it cannot be parsed'],
    ['{"request_sha256":"x","reply":{}}', 'line 1 is not a recorded reply'],
  ])('that says %j is refused', async (text, why) => {
    await expect(replayed(await write('wrong.jsonl', text))).rejects.toThrow(why)
  })
})
