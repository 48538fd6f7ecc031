import { describe, expect, it } from 'vitest'
import { notes } from './fixtures/notes.ts'
import { useLoop } from './fixtures/use-loop.ts'
import { testDatabases } from './testing/index.ts'

describe.each(testDatabases())('the completions of a module on $name', (kind) => {
  const loop = useLoop(kind, [notes])

  it('are values that fit what was typed so far', async () => {
    for (const text of ['milk', 'mint', 'bread']) await loop().call('add_note', { text })
    expect(await loop().call('complete_notes', { argument: 'text', text: 'mi' })).toEqual({ values: ['milk', 'mint'] })
    expect(await loop().call('complete_notes', { argument: 'text', text: '' })).toEqual({ values: ['bread', 'milk', 'mint'] })
  })

  it.each(['tone', 'constructor', 'toString'])('are none for an argument that the module says nothing of: %s', async (argument) => {
    await expect(loop().call('complete_notes', { argument, text: '' })).rejects.toMatchObject({ kind: 'not_found' })
  })

  it('are for everybody who works here, and for nobody else', async () => {
    for (const as of ['user', 'orchestrator', 'agent'] as const) {
      await expect(loop().call('complete_notes', { argument: 'text', text: 'mi' }, { as })).resolves.toHaveProperty('values')
    }
    await expect(loop().call('complete_notes', { argument: 'text', text: 'mi' }, { as: 'superadmin' })).rejects.toMatchObject({
      kind: 'forbidden',
    })
  })
})
