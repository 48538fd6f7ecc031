import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { LoopError } from '../../error.ts'
import { type DoctorPoint, defineModule } from '../../module.ts'
import { remoteCaller } from '../remote.ts'
import { checkNode } from './doctor-points.ts'
import { testCommandLine } from './fixtures/command.ts'
import { queue } from './fixtures/modules.ts'

const closing: (() => void)[] = []
afterAll(() => {
  for (const close of closing) close()
})

function withPoints(...doctor: DoctorPoint[]) {
  const line = testCommandLine([queue, defineModule({ name: 'gate', title: 'Gate', operations: [], doctor })])
  closing.push(() => void line.close())
  return line
}

const git: DoctorPoint = { name: 'git', check: async ({ PATH }) => (PATH === '/usr/bin' ? undefined : 'git was not found.\nInstall it.') }

describe('on this machine', () => {
  test('says for every point whether it is well', async () => {
    const { exitCode, stdout, stderr } = await withPoints(git).run(['doctor'], { environment: { PATH: '/usr/bin' } })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/^ok {4}node {10}20?\d\.\S+\nok {4}database {6}sqlite :memory:, SQLite \S+\nok {4}git {11}ok\n$/)
  })

  test('exits with 1 if one has failed, and says what to do', async () => {
    const { exitCode, stdout } = await withPoints(git).run(['doctor'])
    expect(exitCode).toBe(1)
    expect(stdout).toContain('fail  git           git was not found.\n                    Install it.\n')
  })

  test('tells the same as JSON', async () => {
    const check = async () => ({ ok: false, database: 'sqlite /x', detail: 'The file is damaged.', remedy: 'Restore it.' })
    const { exitCode, stdout } = await withPoints(git).run(['doctor', '--json'], { check, environment: { PATH: '/usr/bin' } })
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      points: [
        { name: 'node', ok: true, detail: process.versions.node },
        { name: 'database', ok: false, detail: 'sqlite /x, The file is damaged.', remedy: 'Restore it.' },
        { name: 'git', ok: true, detail: 'ok' },
      ],
    })
  })

  test('tells the same as CSV', async () => {
    const { stdout } = await withPoints(git).run(['doctor', '--format', 'csv'], { environment: { PATH: '/usr/bin' } })
    expect(stdout).toMatch(/^name,ok,detail\nnode,true,/)
  })

  test('a point can ask what only a call can know', async () => {
    const point: DoctorPoint = { name: 'tasks', check: async (_, caller) => JSON.stringify(await caller.call('list_tasks', {})) }
    const { stdout } = await withPoints(point).run(['doctor'])
    expect(stdout).toMatch(/fail {2}tasks {9}\{/)
  })

  test('a point that is well can say what it found', async () => {
    const { exitCode, stdout } = await withPoints({ name: 'git', check: async () => ({ fine: '2.43.0\nand more' }) }).run(['doctor'])
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`ok    git           2.43.0\n${' '.repeat(20)}and more\n`)])
  })

  test('a trial is made only where it is asked for, and offered where there is one', async () => {
    const trial: DoctorPoint = { name: 'try', trial: true, check: async () => 'It does not work.' }
    expect(await withPoints(trial, git).run(['doctor'], { environment: { PATH: '/usr/bin' } })).toMatchObject({
      exitCode: 0,
      stdout: expect.not.stringContaining('try'),
    })
    expect(await withPoints(trial).run(['doctor', '--try'])).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('It does not work.'),
    })
    expect(await withPoints(git).run(['doctor', '--try'])).toMatchObject({ exitCode: 2 })
  })

  test('a point that breaks has failed, and the others are still told', async () => {
    const refused = { name: 'policy', check: () => Promise.reject(new LoopError('conflict', 'Two policies.', { hints: ['Remove one.'] })) }
    const broken = { name: 'hooks', check: () => Promise.reject(new Error('EACCES')) }
    const { exitCode, stdout } = await withPoints(refused, broken, git).run(['doctor'], { environment: { PATH: '/usr/bin' } })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('fail  policy        Two policies.\n                    Remove one.\n')
    expect(stdout).toContain('fail  hooks         could not be checked: Error: EACCES\n')
    expect(stdout).toContain('ok    git')
  })

  test.each([
    ['20.19.0', true],
    ['20.18.9', false],
    ['18.20.0', false],
    ['22.1.0', true],
  ])('node %s is new enough: %s', (version, ok) => {
    expect(checkNode(version)).toMatchObject({ ok })
  })
})

describe('against a server', () => {
  async function listen(answer: RequestListener) {
    const server = createServer(answer)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { close: () => void server.close(), url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  }

  async function doctorOf(status: number, body: unknown) {
    const { url, close } = await listen((_, response) => void response.writeHead(status).end(JSON.stringify(body)))
    closing.push(close)
    return doctorAt(url)
  }

  async function doctorAt(server: string) {
    const caller = remoteCaller({ server, key: 'lc_secret', modules: [queue] })
    const environment = { LOOP_SERVER: `${server}/path`, LOOP_KEY: 'lc_secret' }
    const outcome = await withPoints().run(['doctor'], { caller, environment, check: undefined })
    expect(outcome.stdout).not.toContain('lc_secret')
    return { exitCode: outcome.exitCode, point: outcome.stdout.replace(/^ok +node.*\n/, ''), server }
  }

  test('that knows the key', async () => {
    const { exitCode, point, server } = await doctorOf(200, { role: 'agent' })
    expect({ exitCode, point }).toEqual({ exitCode: 0, point: `ok    server        ${server} answers; the key has the role agent\n` })
  })

  test('that has no accounts', async () => {
    const { exitCode, point, server } = await doctorOf(404, new LoopError('not_found', 'There is no operation named "who_am_i".'))
    expect({ exitCode, point }).toEqual({ exitCode: 0, point: `ok    server        ${server} answers\n` })
  })

  test('that does not know the key', async () => {
    const { exitCode, point } = await doctorOf(401, new LoopError('unauthenticated', 'This key is not known.'))
    expect(exitCode).toBe(1)
    expect(point).toBe('fail  server        This key is not known.\n                    Set LOOP_KEY to a key of this server.\n')
  })

  test('that is not there', async () => {
    const { url, close } = await listen(() => {})
    close()
    const { exitCode, point } = await doctorAt(url)
    expect(exitCode).toBe(1)
    expect(point).toBe(`fail  server        The server ${url} cannot be reached (ECONNREFUSED).
                    Check that the server runs and that LOOP_SERVER is its address.
                    Without LOOP_SERVER the database of this machine is used.
`)
  })
})
