import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import type { CommandSurroundings } from 'loop-core'
import { describe, expect, it } from 'vitest'
import { duplicatesAmong, findInstalls } from '../clients/found.ts'
import { temporaryFolder } from '../fixtures/folder.ts'
import { type Accepted, readAccepted, writeAccepted } from '../policy/accepted.ts'
import { hashOfPolicy } from '../policy/policy-file.ts'
import { readPolicy } from '../policy/read-policy.ts'
import { workspaceId } from '../policy/workspace.ts'
import { carryOut } from '../setup/files.ts'
import { clientFiles } from '../setup/fixtures/client-files.ts'
import { placesOf } from '../setup/places.ts'
import { runSetup } from '../setup/run.ts'
import { placeOf, type SetupClient, type SetupScope, setupClients, targets } from '../setup/targets.ts'

const hook = '/opt/node/lib/node_modules/loop-gate/dist/hook.js'

/** A home and a project in it, of somebody who has loop-gate among what the project needs. */
function places(files: Readonly<Record<string, string>> = {}) {
  const home = temporaryFolder({ 'shop/package.json': '{"devDependencies":{"loop-gate":"*"}}', ...files })
  return { home, root: join(home, 'shop') }
}

async function run(at: ReturnType<typeof places> & { more?: Record<string, string> }, ...words: string[]) {
  const { home, root, more } = at
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  let answer: Record<string, unknown> = {}
  let said = ''
  const print: CommandSurroundings['print'] = async (given, inWords) => {
    answer = given
    said = inWords?.() ?? ''
  }
  const environment = { HOME: home, LOOP_WORKSPACE: root, ...more }
  const { signal } = new AbortController()
  // It asks no server.
  const caller = undefined as never
  await runSetup(words, { caller, environment, format: 'human', print, stdin, stdout, stderr, signal }, () => hook)
  return { answer, said }
}

const defaultScope = (client: SetupClient) => Object.keys(targets[client].files)[0] as SetupScope
const pathOf = (client: SetupClient, at: ReturnType<typeof places>) => placeOf(client, defaultScope(client), at)!.path

describe('loop-gate setup', () => {
  it.each(setupClients)('%s: writes its file, nothing the second time, and takes it away again', async (client) => {
    const at = places()
    const path = pathOf(client, at)
    expect((await run(at, client)).answer).toMatchObject({ client, path, changed: true, written: true })
    const text = readFileSync(path, 'utf8')
    expect((await run(at, client)).answer).toMatchObject({ changed: false, written: false })
    expect(readFileSync(path, 'utf8')).toBe(text)
    await run(at, client, '--remove')
    expect(existsSync(path)).toBe(false)
    expect((await run(at, client, '--remove')).answer).toMatchObject({ changed: false })
  })

  it.each(setupClients)('%s: restores a file that was there, with its mode, and leaves nothing else behind', async (client) => {
    const at = places()
    const path = pathOf(client, at)
    await run(at, client)
    writeFileSync(path, clientFiles[client][0]!)
    chmodSync(path, 0o640)
    await run(at, client)
    expect([statSync(path).mode & 0o777, readFileSync(path, 'utf8') === clientFiles[client][0]]).toEqual([0o640, false])
    await run(at, client, '--remove')
    expect([statSync(path).mode & 0o777, readFileSync(path, 'utf8')]).toEqual([0o640, clientFiles[client][0]])
    expect(readdirSync(join(path, '..'))).toHaveLength(1)
  })

  it.each(setupClients)('%s: shows what would change and writes nothing', async (client) => {
    const at = places()
    const { answer, said } = await run(at, client, '--dry-run')
    expect(answer).toMatchObject({ changed: true, written: false, diff: expect.stringContaining('\n+{') })
    expect(said).toMatch(/^\+.*loop-gate/m)
    expect(existsSync(pathOf(client, at))).toBe(false)
  })

  it('goes through a link within the folder, and refuses one that leads out of it', async () => {
    const at = places({ 'dotfiles/hooks.json': '{}\n', '.codex/config.toml': '' })
    const path = pathOf('codex', at)
    symlinkSync(join(at.home, 'dotfiles/hooks.json'), path)
    await run(at, 'codex')
    expect([lstatSync(path).isSymbolicLink(), readFileSync(join(at.home, 'dotfiles/hooks.json'), 'utf8').includes(hook)]).toEqual([
      true,
      true,
    ])

    const elsewhere = temporaryFolder({ 'settings.json': '{}' })
    symlinkSync(elsewhere, join(at.root, '.claude'))
    await expect(run(at, 'claude')).rejects.toMatchObject({ code: 'leads_outside' })
    await expect(run(at, 'claude', '--scope', 'project')).rejects.toMatchObject({ code: 'leads_outside' })
    expect(readFileSync(join(elsewhere, 'settings.json'), 'utf8')).toBe('{}')
  })

  it.each([
    ['claude', 'CLAUDE_CONFIG_DIR', 'settings.json'],
    ['codex', 'CODEX_HOME', 'hooks.json'],
  ] as const)('%s: writes into the folder that %s names, and finds it there', async (client, variable, name) => {
    const at = places()
    const folder = join(at.home, 'elsewhere')
    const moved = { ...at, more: { [variable]: folder } }
    expect((await run(moved, client, '--scope', 'user')).answer).toMatchObject({ path: join(folder, name), written: true })
    expect(readdirSync(folder)).toEqual([name])
    const found = await findInstalls(placesOf({ HOME: at.home, LOOP_WORKSPACE: at.root, [variable]: folder }))
    expect(new Set(found.map(({ path }) => path))).toEqual(new Set([join(folder, name)]))
    await run(moved, client, '--scope', 'user', '--remove')
    expect(readdirSync(folder)).toEqual([])
  })

  it.each([
    [{}, 'http://127.0.0.1:4701/api/v1/gate/hook'],
    [{ LOOP_PORT: '4800' }, 'http://127.0.0.1:4800/api/v1/gate/hook'],
    [{ LOOP_SERVER: 'http://127.0.0.1:4700/' }, 'http://127.0.0.1:4700/api/v1/gate/hook'],
  ])('the door by HTTP leads to the server of the person: %j', async (more, url) => {
    const at = { ...places(), more }
    await run(at, 'claude', '--door', 'http')
    expect(JSON.parse(readFileSync(pathOf('claude', at), 'utf8')).hooks.Stop[0].hooks[0].url).toBe(url)
  })

  it('does not write over what somebody else wrote meanwhile', async () => {
    const path = join(temporaryFolder({ 'hooks.json': 'new' }), 'hooks.json')
    await expect(carryOut({ before: 'old', after: 'ours' }, path)).rejects.toMatchObject({ code: 'file_changed' })
    await expect(carryOut({ before: undefined, after: 'ours' }, path)).rejects.toMatchObject({ code: 'file_changed' })
    expect([readFileSync(path, 'utf8'), readdirSync(join(path, '..'))]).toEqual(['new', ['hooks.json']])
  })

  it('leaves a file alone that is no JSON, no text or no file', async () => {
    const at = places({ '.codex/hooks.json': '{\n  "hooks": {\n}\n', '.cursor/hooks.json/x': '', '.gemini/settings.json': '' })
    writeFileSync(join(at.home, '.gemini/settings.json'), Buffer.from([0x7b, 0xff, 0x7d]))
    await expect(run(at, 'codex')).rejects.toMatchObject({ code: 'file_not_json', message: expect.stringMatching(/line \d/) })
    for (const client of ['cursor', 'gemini']) await expect(run(at, client)).rejects.toMatchObject({ code: 'file_unusable' })
    expect(readFileSync(join(at.home, '.codex/hooks.json'), 'utf8')).toBe('{\n  "hooks": {\n}\n')
  })

  it('says of clients that nothing can hold that it is advisory there, and of others which there are', async () => {
    for (const client of ['kiro', 'opencode', 'pi']) await expect(run(places(), client)).rejects.toMatchObject({ code: 'advisory' })
    for (const words of [
      [],
      ['emacs'],
      ['claude', 'x'],
      ['claude', '--scope', 'all'],
      ['claude', '--door', 'back'],
      ['claude', '--force'],
      ['claude', '--mode', 'strict'],
    ]) {
      await expect(run(places(), ...words)).rejects.toMatchObject({ code: 'usage' })
    }
  })
})

describe('loop-gate setup --mode', () => {
  const policy = 'version: 1\nmode: shadow\n'

  async function accepted() {
    const at = places({ 'shop/.loop/gate.yaml': policy })
    const home = join(at.home, '.loop')
    const root = realpathSync(at.root)
    const read = readPolicy(policy)
    if ('faults' in read) throw new Error('The policy is wrong.')
    const text = { root, hash: hashOfPolicy(policy), text: policy, policy: read.policy }
    await writeAccepted(home, { version: 1, ...text, accepted_at: '2030-01-01T00:00:00.000Z', accepted_by: 'me', paused_until: null })
    const mode = async () => ((await readAccepted(home, workspaceId(root))) as Accepted).mode_override
    return { at: { ...at, more: { LOOP_HOME: home } }, mode }
  }

  it('gives the accepted policy another mode on this machine, until it is the policy’s own', async () => {
    const { at, mode } = await accepted()
    await run(at, 'claude', '--mode', 'enforce', '--dry-run')
    expect(await mode()).toBeUndefined()
    expect((await run(at, 'claude', '--mode', 'enforce')).said).toContain('Mode of this folder on this machine: enforce.')
    expect(await mode()).toBe('enforce')
    await run(at, 'claude', '--mode', 'shadow')
    expect(await mode()).toBeUndefined()
  })

  it('is refused to agents, and where nothing is accepted; nothing is written then', async () => {
    const { at, mode } = await accepted()
    const agent = { ...at, more: { ...at.more, CLAUDECODE: '1' } }
    await expect(run(agent, 'claude', '--mode', 'off')).rejects.toMatchObject({ code: 'self_accept_refused' })
    const unaccepted = { ...at, more: { LOOP_HOME: join(at.home, 'nowhere') } }
    await expect(run(unaccepted, 'claude', '--mode', 'enforce')).rejects.toMatchObject({ code: 'policy_not_accepted' })
    await expect(run(places(), 'claude', '--mode', 'enforce')).rejects.toMatchObject({ code: 'no_workspace' })
    expect([await mode(), existsSync(pathOf('claude', at))]).toEqual([undefined, false])
  })
})

describe('the hooks that are found', () => {
  it('are ours in every file of every client, with how long the client waits', async () => {
    const at = places()
    for (const client of setupClients) await run(at, client)
    const stops = (await findInstalls(at)).filter(({ client, event }) => event === targets[client].events[0])
    expect(stops.map(({ client, scope, door, timeoutSeconds }) => [client, scope, door, timeoutSeconds])).toEqual([
      ['claude', 'local', 'command', 120],
      ['codex', 'user', 'command', 120],
      ['gemini', 'user', 'command', 120],
      ['cursor', 'user', 'command', 120],
      ['copilot', 'user', 'command', 120],
      // VS Code's file is Copilot's too.
      ['copilot', 'project', 'command', 120],
      ['vscode', 'project', 'command', 120],
    ])
  })

  it('are duplicates where a client calls two at one stop', async () => {
    const at = places({ '.codex/hooks.json': 'broken' })
    await run(at, 'claude')
    expect(duplicatesAmong(await findInstalls(at))).toEqual([])
    await run(at, 'claude', '--scope', 'user')
    expect(duplicatesAmong(await findInstalls(at)).map(({ client, scope }) => [client, scope])).toEqual([
      ['claude', 'local'],
      ['claude', 'user'],
    ])
    expect(await findInstalls({ home: at.home, root: at.home })).toHaveLength(3)
  })
})
