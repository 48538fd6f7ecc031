import { describe, expect, it } from 'vitest'
import { localPrincipal } from './accounts/identities.ts'
import { createApplication } from './application.ts'
import { call } from './call.ts'
import { notes } from './fixtures/notes.ts'
import { useLoop } from './fixtures/use-loop.ts'
import { testDatabases } from './testing/index.ts'

describe('resource()', () => {
  const [guide, oneNote] = notes.resources!

  it('is an operation with an address: no tool, changing nothing', () => {
    const { uri, mimeType, operation } = guide!
    expect({ uri, mimeType, tool: operation.tool, hints: operation.annotations }).toEqual({
      uri: 'loop://notes/guide',
      mimeType: 'text/markdown',
      tool: false,
      hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    })
  })

  it('takes the parameters of its template as input', () => {
    expect(Object.keys(guide!.operation.input.shape)).toEqual([])
    expect(Object.keys(oneNote!.operation.input.shape)).toEqual(['text'])
  })

  it('is read while no database can be opened, if it needs none', async () => {
    const application = createApplication([notes], { databaseUrl: 'file:/dev/null/loop.db' })
    expect(await call(application, 'notes_guide', {}, { principal: localPrincipal() })).toEqual({ text: '# Keep it short' })
    await application.close()
  })
})

describe.each(testDatabases())('a resource that reads the database on $name', (kind) => {
  const loop = useLoop(kind, [notes])

  it('finds what is there, and refuses what is not', async () => {
    await loop().call('add_note', { text: 'milk' })
    expect(await loop().call('notes_note', { text: 'milk' })).toEqual({ text: 'milk' })
    await expect(loop().call('notes_note', { text: 'bread' })).rejects.toMatchObject({ kind: 'not_found', code: 'note_not_found' })
    await expect(loop().call('notes_note', { text: 'milk' }, { as: 'agent' })).rejects.toMatchObject({ kind: 'forbidden' })
  })
})
