import { describe, expect, it } from 'vitest'
import { foreignText, indexed, notes } from './fixtures/notes.ts'
import { recordingLog } from './fixtures/recording-log.ts'
import { useLoop } from './fixtures/use-loop.ts'
import { startWorking } from './jobs/work.ts'
import { testDatabases } from './testing/index.ts'

const { log, lines } = recordingLog()

describe.each(testDatabases())('a call that fails on $name', (kind) => {
  const loop = useLoop(kind, [notes], { log })
  const spoil = (how: string) => loop().call('spoil_note', { text: `by ${how}`, how })

  it.each(['refusal', 'error', 'statement', 'output', 'job'])('leaves no row and no event behind: %s', async (how) => {
    await expect(spoil(how)).rejects.toThrow()
    expect(await loop().call('list_notes')).toEqual({ notes: [] })
    expect(await loop().events()).toEqual([])
  })

  it('leaves no job behind, while that of the next call is done', async () => {
    for (const how of ['refusal', 'error', 'statement', 'output']) await spoil(how).catch(() => {})
    await loop().call('add_note', { text: `kept on ${kind.name}` })
    await startWorking(loop().application)
    await expect.poll(() => indexed, { timeout: 30_000 }).toContain(`kept on ${kind.name}`)
    expect(indexed.filter((text) => text.startsWith('by '))).toEqual([])
  })

  it('says a refusal of the handler in its own words', async () => {
    await expect(spoil('refusal')).rejects.toMatchObject({
      kind: 'conflict',
      code: 'note_spoiled',
      status: 409,
      message: 'The note is spoiled. Use add_note.',
      hints: ['Use add_note.'],
    })
  })

  it.each([
    ['error', foreignText],
    ['statement', 'no_such_table'],
    ['output', 'expected string, received number'],
    ['job', 'no job named no_such_job'],
  ])('is internal and shows nothing foreign, but an id under which the log has it: %s', async (how, known) => {
    lines.length = 0
    const error = await spoil(how).catch((thrown) => thrown)
    expect(error).toMatchObject({ name: 'LoopError', kind: 'internal', code: 'internal', status: 500 })
    const { id } = error.details
    expect(error.toJSON()).toEqual({
      error: {
        status: 500,
        kind: 'internal',
        code: 'internal',
        message: `Something went wrong on our side. The log has it under ${id}.`,
        details: { id },
      },
    })
    const line = lines.find((entry) => entry.id === id)
    expect(JSON.stringify(line)).toContain(known)
  })
})
