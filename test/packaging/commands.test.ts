import { accessSync, constants, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newSdk } from '../serving/clients.ts'
import { emptyHome, type StartedServer, startHttp } from '../serving/started.ts'
import { install } from './install.ts'
import { type PackedPackages, packAll, published, readManifest } from './pack.ts'
import { run } from './run.ts'

let packed: PackedPackages
let home: Awaited<ReturnType<typeof emptyHome>>

beforeAll(async () => {
  packed = await packAll()
  home = await emptyHome()
  await install(join(packed.place, 'whole'), { packages: packed.all })
  await install(join(packed.place, 'without'), { packages: packed.all, without: ['better-sqlite3', 'better-sqlite3-napi'] })
}, 180_000)

afterAll(async () => {
  await packed?.remove()
  await home?.remove()
})

/** The commands that an installed package brings, by name. */
function commandsOf(name: string, installation: 'whole' | 'without' = 'whole'): Record<string, string> {
  const folder = join(packed.place, installation, 'node_modules', name)
  const { bin = {} } = readManifest(folder)
  return Object.fromEntries(Object.entries(bin).map(([command, path]) => [command, join(folder, path)]))
}

/** Only what a program needs to be found by its first line. */
function environment(): Record<string, string> {
  return { ...home.environment, PATH: `${dirname(process.execPath)}:${home.environment.PATH}` }
}

const question = { task_summary: 'Name the tests', work_done: 'Found two ways to name them', stopping_reason: 'waiting_for_user' }

describe.each(published.filter((name) => name !== 'loop-core'))('the command of %s', (name) => {
  it('has the name of the package and can be started by it', () => {
    const { [name]: path } = commandsOf(name)
    expect(readFileSync(path!, 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node')
    expect(() => accessSync(path!, constants.X_OK)).not.toThrow()
  })

  it('prints its version', async () => {
    const { version } = packed.find(name).manifest
    expect(await run([commandsOf(name)[name]!, '--version'], { env: environment() })).toEqual({
      exitCode: 0,
      stdout: `${version}\n`,
      stderr: '',
    })
  })

  it('finds its database driver where it is installed', async () => {
    const { exitCode, stdout } = await run([commandsOf(name)[name]!, 'doctor', '--json'], { env: environment() })
    const database = { name: 'database', ok: true, detail: expect.stringMatching(/^sqlite/) }
    expect([exitCode, JSON.parse(stdout).points]).toEqual([0, expect.arrayContaining([database])])
  })
})

describe('loop-ctl', () => {
  it('can be started by its short name as well', async () => {
    const { loopctl, 'loop-ctl': command, ...others } = commandsOf('loop-ctl')
    expect([loopctl, others]).toEqual([command, {}])
    expect(await run([loopctl!, 'story', 'list', '--help'], { env: environment() })).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('lists its tools', async () => {
    const client = await newSdk({ bin: commandsOf('loop-ctl').loopctl!, environment: environment() })
    expect((await client.listTools()).map(({ name }) => name)).toContain('contract_story')
    await client.close()
  })
})

describe('loop-gate', () => {
  async function askWith(installation: 'whole' | 'without') {
    const client = await newSdk({
      bin: commandsOf('loop-gate', installation)['loop-gate']!,
      environment: { ...environment(), LOOP_LOG_LEVEL: 'silent' },
    })
    const tools = await client.listTools()
    const answer = await client.callTool('should_continue', question)
    await client.close()
    return { tools: tools.map(({ name }) => name), answer }
  }

  it('keeps its decisions where there is a driver', async () => {
    const { tools, answer } = await askWith('whole')
    expect(tools).toContain('should_continue')
    expect(answer).toMatchObject({ isError: false, structured: { approved: true, decision_id: expect.stringMatching(/^dc_/) } })
  })

  it('lists its tools and answers where no driver can be found', async () => {
    const { tools, answer } = await askWith('without')
    expect(tools).toContain('should_continue')
    expect(answer).toMatchObject({ isError: false, structured: { approved: true, decision_id: null } })
  })

  it('says what to do where no driver can be found', async () => {
    const { exitCode, stdout } = await run([commandsOf('loop-gate', 'without')['loop-gate']!, 'doctor'], { env: environment() })
    expect(stdout).toMatch(/^fail +database/m)
    expect(stdout).toContain('npm install better-sqlite3')
    expect(exitCode).toBe(1)
  })
})

describe('loop-gateway over HTTP', () => {
  let gateway: StartedServer

  beforeAll(async () => {
    gateway = await startHttp(commandsOf('loop-gateway')['loop-gateway']!, environment())
  })

  afterAll(() => gateway?.stop())

  it('lists its tools', async () => {
    const client = await newSdk({ url: `${gateway.url}/mcp`, key: gateway.key })
    expect((await client.listTools()).map(({ name }) => name)).toContain('should_continue')
    await client.close()
  })

  it.each(['docs', 'docs/swagger-ui.css', 'docs/swagger-ui-bundle.js'])('has all of its docs page with it: /%s', async (path) => {
    expect((await fetch(`${gateway.url}/${path}`)).status).toBe(200)
  })
})
