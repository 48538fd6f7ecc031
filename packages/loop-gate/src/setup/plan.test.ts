import { parse } from 'jsonc-parser'
import { describe, expect, it } from 'vitest'
import { clientFiles } from './fixtures/client-files.ts'
import { planSetup, type SetupInput } from './plan.ts'
import { type SetupClient, type SetupScope, setupClients, targets } from './targets.ts'

const hookPath = '/opt/node/lib/node_modules/loop-gate/dist/hook.js'
const command = `node "${hookPath}" --budget 100`

function planOf(client: SetupClient, more: Partial<SetupInput> = {}) {
  return planSetup(client, {
    ...{
      home: '/home/ada',
      root: '/home/ada/shop',
      hookPath,
      text: undefined,
      door: 'command',
      maxBlocks: 3,
      server: 'http://127.0.0.1:4701',
      remove: false,
    },
    ...{ scope: Object.keys(targets[client].files)[0] as SetupScope, packageJson: '{"devDependencies":{"loop-gate":"^1.0.0"}}' },
    ...more,
  })
}

/** What setup leaves of a text, once or with something else asked. */
const after = (client: SetupClient, text: string | undefined, more: Partial<SetupInput> = {}) => planOf(client, { text, ...more }).after

/** Whether every character is still there, in its order. */
function keepsAll(text: string, longer: string): boolean {
  let found = 0
  for (const character of longer) if (character === text[found]) found += 1
  return found === text.length
}

const samples = setupClients.flatMap((client) => clientFiles[client].map((text) => [client, text] as const))

describe('57. setting up in a file that is there', () => {
  it.each(samples)(
    '%s: adds ours, keeps all of others, does nothing the second time, and taken out leaves every byte: %j',
    (client, text) => {
      const once = after(client, text)!
      expect(once).toContain('loop-gate')
      expect(after(client, once)).toBe(once)
      expect(keepsAll(text, once)).toBe(true)
      expect(after(client, once, { remove: true })).toBe(text)
    },
  )

  it.each(samples)('%s: leaves the line ends as they are', (client, text) => {
    const ends = new Set(after(client, text)!.match(/\r?\n/g))
    expect([...ends]).toEqual(text.includes('\n') ? [text.includes('\r\n') ? '\r\n' : '\n'] : ['\n'])
  })

  it('takes the place of an older one of ours, and of one by another door', () => {
    const old = after('claude', clientFiles.claude[0], { hookPath: '/old/node_modules/loop-gate/dist/hook.js' })!
    const tool = after('claude', old, { door: 'mcp_tool' })
    for (const text of [old, tool]) expect(after('claude', text)).toBe(after('claude', clientFiles.claude[0]))
  })

  it('makes one of two', () => {
    const once = parse(after('codex', undefined)!)
    const twice = JSON.stringify({ hooks: { ...once.hooks, Stop: [...once.hooks.Stop, ...once.hooks.Stop] } })
    expect(parse(after('codex', twice)!)).toEqual(once)
  })

  it('takes ours out of a group that others share, and out of events where nobody puts them now', () => {
    const theirs = { type: 'command', command: 'chime' }
    const shared = (ours: object[]) => ({ hooks: { Stop: [{ hooks: [theirs, ...ours] }], Notification: [{ hooks: [theirs] }, ...ours] } })
    const text = JSON.stringify(shared([{ type: 'command', command: 'npx -y loop-gate hook --budget 100' }]))
    expect(after('claude', text, { remove: true })).toBe(JSON.stringify(shared([])))
  })

  it('never takes a hook of others for ours', () => {
    const commands = ['node "/home/ada/loop-gate/.claude/hook.js"', 'loop-gate run test', './loop-gate-hook.sh']
    const text = JSON.stringify({ hooks: { Stop: commands.map((theirs) => ({ hooks: [{ type: 'command', command: theirs }] })) } })
    expect(after('claude', text, { remove: true })).toBe(text)
  })

  it('is refused with the line where a client would read something else', () => {
    expect(() => after('claude', '{\n  "hooks": []\n}')).toThrow('at line 2')
    expect(() => after('claude', '{\n  "hooks": {\n    "Stop": {}\n  }\n}')).toThrow('hooks.Stop than the client would read, at line 3')
    expect(() => after('claude', '{\n  "a": 1\n  "b": 2\n}')).toThrow('.claude/settings.local.json is no JSON at line 3')
    expect(() => after('antigravity', '{\n"mcpServers": {\n"loop": {"command":"other"}}}')).toThrow('another server named loop, at line 3')
  })
})

describe('setting up where nothing is', () => {
  it.each(setupClients)('%s: taken out, the file is gone', (client) => {
    const text = after(client, undefined)
    expect(after(client, text)).toBe(text)
    expect(after(client, text, { remove: true })).toBeUndefined()
    expect(after(client, undefined, { remove: true })).toBeUndefined()
  })

  const group = (handler: object) => [{ hooks: [handler] }]
  const inSeconds = { type: 'command', command, timeout: 120 }
  const inProject = { ...inSeconds, command: 'node node_modules/loop-gate/dist/hook.js --budget 100' }

  it('writes what each client reads, where it reads it', () => {
    const written = Object.fromEntries(setupClients.map((client) => [client, planOf(client)]))
    const file = (client: SetupClient) => [written[client]!.path, JSON.parse(written[client]!.after!)]
    const inMilliseconds = { name: 'loop-gate', type: 'command', command, timeout: 120_000 }
    expect(file('claude')).toEqual([
      '/home/ada/shop/.claude/settings.local.json',
      { hooks: { Stop: group(inSeconds), SubagentStop: group(inSeconds), SessionStart: group(inSeconds) } },
    ])
    expect(file('codex')).toEqual(['/home/ada/.codex/hooks.json', { hooks: { Stop: group(inSeconds), SessionStart: group(inSeconds) } }])
    expect(file('gemini')).toEqual([
      '/home/ada/.gemini/settings.json',
      { hooks: { AfterAgent: group(inMilliseconds), SessionStart: group(inMilliseconds) } },
    ])
    expect(file('cursor')).toEqual([
      '/home/ada/.cursor/hooks.json',
      { version: 1, hooks: { stop: [{ command, timeout: 120, loop_limit: 4 }], sessionStart: [{ command, timeout: 120 }] } },
    ])
    expect(file('copilot')).toEqual([
      '/home/ada/.copilot/hooks/loop-gate.json',
      { version: 1, hooks: { Stop: [inSeconds], SessionStart: [inSeconds] } },
    ])
    expect(file('vscode')).toEqual([
      '/home/ada/shop/.github/hooks/loop-gate.json',
      { version: 1, hooks: { Stop: [inProject], SessionStart: [inProject] } },
    ])
    expect(file('antigravity')).toEqual([
      '/home/ada/.gemini/antigravity/mcp_config.json',
      { mcpServers: { loop: { command: 'npx', args: ['-y', 'loop-gate'] } } },
    ])
  })

  it('says what to trust and how to add the server', () => {
    expect(planOf('codex').notes.join('\n')).toMatch(/\/hooks[\s\S]*codex mcp add loop -- npx -y loop-gate/)
    for (const client of setupClients) expect(planOf(client).notes.at(-1)).toMatch(/^MCP server: /)
  })

  it('gives Claude its other two doors, with no secret in the file, and the start of a session by the command', () => {
    const hooksOf = (door: SetupInput['door']) => JSON.parse(after('claude', undefined, { door })!).hooks
    expect(hooksOf('http')).toMatchObject({
      Stop: group({ type: 'http', headers: { Authorization: 'Bearer $LOOP_KEY' }, allowedEnvVars: ['LOOP_KEY'], timeout: 120 }),
      SessionStart: group(inSeconds),
    })
    const { handler } = { handler: hooksOf('mcp_tool').Stop[0].hooks[0] }
    expect(handler).toMatchObject({ type: 'mcp_tool', server: 'loop', tool: 'check_stop', timeout: 120 })
    expect(Object.entries(handler.input).every(([field, value]) => value === ['$', '{', field, '}'].join(''))).toBe(true)
    for (const door of ['http', 'mcp_tool'] as const) {
      const text = after('claude', undefined, { door })
      expect([after('claude', text, { door }), after('claude', text, { remove: true })]).toEqual([text, undefined])
      expect(() => after('codex', undefined, { door })).toThrow('Only Claude Code')
    }
  })

  it('allows Cursor one message more than the policy has refusals', () => {
    expect(JSON.parse(after('cursor', undefined, { maxBlocks: 7 })!).hooks.stop[0].loop_limit).toBe(8)
  })
})

describe('what setup refuses', () => {
  const project = { scope: 'project' } as const

  it('a hook of the project that others could not run', () => {
    expect(planOf('claude', project).path).toBe('/home/ada/shop/.claude/settings.json')
    for (const packageJson of [undefined, '{}', '[', '{"devDependencies":{"loop":"1"}}']) {
      expect(() => planOf('claude', { ...project, packageJson })).toThrow('needs loop-gate among the devDependencies')
    }
  })

  it('a hook that lies in a cache, or at a path that a shell would read as more than a path', () => {
    for (const cache of [
      '/home/ada/.npm/_npx/1f2e/node_modules',
      '/home/ada/.cache/pnpm/dlx-12/node_modules',
      'C:\\Users\\a\\npm\\_npx\\1',
    ]) {
      expect(() => planOf('codex', { hookPath: `${cache}/loop-gate/dist/hook.js` })).toThrow('runs from a cache')
    }
    expect(() => planOf('codex', { hookPath: '/opt/$(id)/loop-gate/dist/hook.js' })).toThrow('No shell')
  })

  it('a scope that the client does not have, with those that it has', () => {
    expect(() => planOf('codex', { scope: 'local' })).toThrow('codex has no hooks of scope local.')
    expect(() => planOf('vscode', { scope: 'user' })).toThrow('vscode has no hooks of scope user.')
  })
})
