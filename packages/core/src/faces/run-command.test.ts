import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { readSettings } from '../settings.ts'
import { shelf } from './fixtures/shelf.ts'
import { httpApp } from './http/app.ts'
import { serveHttp } from './http/serve.ts'
import { openApplication } from './server.ts'

const shelfProgram = join(process.env.LOOP_TEST_PROGRAMS!, 'packages/core/src/faces/fixtures/shelf-program.js')
const translatingProgram = join(process.env.LOOP_TEST_PROGRAMS!, 'packages/core/src/faces/fixtures/translating-program.js')

function start(words: readonly string[], environment: Record<string, string> = {}, program = shelfProgram) {
  const env = { ...process.env, DATABASE_URL: 'file::memory:', ...environment }
  const child = spawn(process.execPath, [program, ...words], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  return { child, ended: once(child, 'close'), said: text(child.stdout) }
}

describe('an own command in a process of its own', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('is told of %s, and its exit code is that of the process', async (signal) => {
    const { child, ended, said } = start(['guard'])
    await once(child.stdout, 'data')
    child.kill(signal)
    expect([await ended, await said]).toEqual([[7, null], 'standing\ngone\n'])
  })

  test.each([[['--room', 'cellar', 'peek', 'x']], [['peek', '--room', 'cellar', 'x']]])(
    'works against another server as %j',
    async (words) => {
      const environment = { LOOP_LOG_LEVEL: 'silent', DATABASE_URL: 'file::memory:' }
      const server = { name: 'loop-shelf', version: '1', port: 0, modules: [shelf], environment, settings: readSettings(environment) }
      const application = openApplication(server)
      const app = httpApp(application, { ...server.settings, name: 'loop-shelf', version: '1', auth: 'none' })
      const { url, close } = await serveHttp(app, { port: 0, auth: 'none' })
      const { ended, said } = start(words, { LOOP_SERVER: url, DATABASE_URL: 'file:/dev/null/none.db' })
      expect([await ended, JSON.parse(await said)]).toEqual([
        [0, null],
        { words: ['x'], room: 'cellar', variable: 'cellar', format: 'human' },
      ])
      await close()
      await application.close()
    },
  )
})

describe('a server with its own ways', () => {
  const answerOf = async (...words: string[]) => {
    const { ended, said } = start(words, { PARLOUR: 'cellar' }, translatingProgram)
    return [await ended, await said]
  }

  test('translates its own variables, and what was typed counts for more', async () => {
    expect(await answerOf('--room', 'attic', 'shelf', 'show')).toEqual([[0, null], '{\n  "room": "attic",\n  "owner": "nobody"\n}\n'])
  })

  test('reads an environment of its own making, by the way in which it runs', async () => {
    const { ended, said } = start(['shelf', 'show'], { PARLOUR: '' }, translatingProgram)
    expect([await ended, JSON.parse(await said)]).toMatchObject([[0, null], { room: 'parlour' }])
  })

  test('has own commands that see what was translated', async () => {
    const answer = '{"words":[],"room":"cellar","variable":"cellar","format":"csv"}'
    expect(await answerOf('--format', 'csv', 'peek')).toEqual([[0, null], answer])
  })
})
