import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { typed } from '../fixtures/command-line.ts'
import type { TestCtl } from '../fixtures/ctl.ts'
import { temporaryFolder } from '../fixtures/folder.ts'
import { withConfig } from './environment.ts'

/** None of these commands asks the server. */
const nobody = { application: undefined } as unknown as TestCtl

function settings() {
  const LOOPCTL_CONFIG = join(temporaryFolder(), 'loopctl', 'config.json')
  const config = async (...words: string[]) => {
    const { exitCode, stdout, stderr } = await typed(nobody, ['config', ...words], { LOOPCTL_CONFIG })
    return exitCode === 0 ? JSON.parse(stdout) : [exitCode, stderr]
  }
  return { LOOPCTL_CONFIG, config }
}

describe('the settings of this machine', () => {
  it('are kept in a file that nobody else may read, and shown with the key masked', async () => {
    const { LOOPCTL_CONFIG, config } = settings()
    expect(await config('show')).toEqual({})
    await config('set', 'api_key', 'lc_0123456789')
    await config('set', 'server', 'http://127.0.0.1:4000')
    expect(await config('show')).toEqual({ api_key: 'lc_01234…', server: 'http://127.0.0.1:4000' })
    expect(await config('get', 'api_key')).toEqual({ api_key: 'lc_0123456789' })
    expect(statSync(LOOPCTL_CONFIG).mode & 0o777).toBe(0o600)
  })

  it('are refused where they make no sense, and nothing is kept', async () => {
    const { LOOPCTL_CONFIG, config } = settings()
    const wrong = [
      ['set', 'colour', 'red'],
      ['set', 'server', 'here'],
      ['set', 'format', 'xml'],
      ['set', 'server'],
      ['set', 'api_key', 'a b'],
      ['get'],
    ]
    for (const words of wrong) expect((await config(...words))[0], words.join(' ')).toBe(2)
    expect((await config('get', 'server'))[0]).toBe(1)
    expect(() => statSync(LOOPCTL_CONFIG)).toThrow('ENOENT')
  })

  it('name the file that cannot be understood', async () => {
    const LOOPCTL_CONFIG = join(temporaryFolder(), 'config.json')
    writeFileSync(LOOPCTL_CONFIG, '{"server": 4')
    expect(() => withConfig({ LOOPCTL_CONFIG }, 'command')).toThrow(`${LOOPCTL_CONFIG} cannot be understood`)
    expect(withConfig({ LOOPCTL_CONFIG }, 'http')).toEqual({ LOOPCTL_CONFIG })
  })
})

describe('the environment of a command', () => {
  const server = 'http://kept'
  const file = () =>
    join(temporaryFolder({ 'config.json': JSON.stringify({ server, api_key: 'lc_kept', format: 'csv', project: 'mine' }) }), 'config.json')
  const read = (given: object) => withConfig({ LOOPCTL_CONFIG: file(), ...given }, 'command')

  it('has what is kept beneath it', () => {
    const kept = { LOOPCTL_SERVER: server, LOOPCTL_API_KEY: 'lc_kept', LOOPCTL_FORMAT: 'csv', LOOPCTL_PROJECT: 'mine' }
    expect(read({})).toMatchObject(kept)
    expect(read({ LOOPCTL_FORMAT: 'human', LOOPCTL_PROJECT: '' })).toMatchObject({ ...kept, LOOPCTL_FORMAT: 'human' })
  })

  it.each([
    { LOOPCTL_SERVER: 'http://other' },
    { LOOP_SERVER: 'http://other' },
    { LOOPCTL_AGENT_KEY: 'lc_agent' },
    { LOOP_KEY_USER: 'lc_user' },
  ])('shows the key that is kept to nobody else, as with %j', (given) => {
    expect(read(given)).toMatchObject({ ...given, LOOPCTL_API_KEY: undefined })
  })

  it('is left alone for a server', () => {
    const given = { LOOPCTL_CONFIG: file() }
    expect(withConfig(given, 'http')).toEqual(given)
    expect(withConfig(given, 'stdio')).toEqual(given)
  })
})
