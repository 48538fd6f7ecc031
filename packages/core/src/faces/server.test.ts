import { describe, expect, it } from 'vitest'
import { notes } from '../fixtures/notes.ts'
import { steps } from '../fixtures/steps.ts'
import { readSettings } from '../settings.ts'
import { mounted, openApplication, openCaller, type Server, surfaceOf } from './server.ts'

function serverWith(environment: Record<string, string> = {}, more: Partial<Server> = {}): Server {
  const all = { LOOP_LOG_LEVEL: 'silent', DATABASE_URL: 'file::memory:', ...environment }
  return {
    name: 'loop-test',
    version: '1.2.3',
    port: 4600,
    modules: [notes, steps],
    environment: all,
    settings: readSettings(all),
    ...more,
  }
}

const toolsOf = (...words: Parameters<typeof surfaceOf>) => surfaceOf(...words).tools.map(({ name }) => name)

describe('surfaceOf()', () => {
  it('shows the standard tools of all modules, or those of one', () => {
    expect(toolsOf(serverWith())).toEqual(['add_note', 'erase_notes', 'list_notes', 'spoil_note', 'wait_for_it', 'report_steps'])
    expect(toolsOf(serverWith(), [steps])).toEqual(['report_steps'])
    expect(surfaceOf(serverWith(), [steps])).toMatchObject({
      name: 'loop-test',
      version: '1.2.3',
      title: 'Steps',
      prompts: [],
      resources: [],
    })
  })

  it('shows what the program chose, unless the person chooses', () => {
    expect(toolsOf(serverWith({}, { tools: 'core' }))).toEqual(['list_notes'])
    expect(toolsOf(serverWith({ LOOP_TOOLS: 'steps:*,add_note' }, { tools: 'core' }))).toEqual(['add_note', 'report_steps'])
  })

  it('leaves out what is excluded, and what writes if only reading is wanted', () => {
    expect(toolsOf(serverWith({ LOOP_EXCLUDE_TOOLS: 'notes:*' }))).toEqual(['report_steps'])
    expect(toolsOf(serverWith({ LOOP_READ_ONLY: '1' }))).toEqual(['list_notes'])
  })

  it('knows the tools of every module also where it shows one, so that one choice serves all addresses', () => {
    expect(toolsOf(serverWith({ LOOP_TOOLS: 'add_note' }), [steps])).toEqual([])
    expect(() => toolsOf(serverWith({ LOOP_TOOLS: 'add_noet' }), [steps])).toThrow(/Did you mean add_note/)
  })

  it('never shows keys and agents as tools', () => {
    expect(toolsOf(serverWith({ LOOP_TOOLS: 'all' }))).not.toContain('create_key')
  })
})

describe('openApplication()', () => {
  it('has keys and agents beside the modules, since every server can serve HTTP', async () => {
    expect(mounted(serverWith()).map(({ name }) => name)).toEqual(['notes', 'steps', 'accounts'])
    const shared = openApplication(serverWith())
    expect(shared.bound.has('create_key')).toBe(true)
    await shared.close()
  })
})

describe('openCaller()', () => {
  it('calls in this process, as the owner or as the configured identity', async () => {
    const { caller, application } = await openCaller(serverWith())
    expect(await caller.call('add_note', { text: 'milk' })).toMatchObject({ note: { text: 'milk' } })
    expect(application?.bound.has('add_note')).toBe(true)
    await caller.close()
    const reviewer = await openCaller(serverWith({ LOOP_IDENTITY: 'reviewer-local' }))
    await expect(reviewer.caller.call('add_note', { text: 'milk' })).rejects.toMatchObject({ kind: 'forbidden' })
    await reviewer.caller.close()
  })

  it('reads the keys for another server from their variables', async () => {
    const environment = { LOOP_SERVER: 'http://127.0.0.1:1', LOOP_KEY_USER: 'lc one' }
    await expect(openCaller(serverWith(environment))).rejects.toThrow('LOOP_KEY_USER has a character')
    await expect(openCaller(serverWith({ ...environment, LOOP_KEY: 'lc_1' }))).resolves.toBeDefined()
  })

  it('works against another server where one is named, and opens no database of its own', async () => {
    const { caller, application } = await openCaller(
      serverWith({ LOOP_SERVER: 'http://127.0.0.1:1', DATABASE_URL: 'file:/dev/null/loop.db' }),
    )
    expect(application).toBeUndefined()
    await expect(caller.call('list_notes', {})).rejects.toMatchObject({ kind: 'unavailable' })
    await caller.close()
  })
})
