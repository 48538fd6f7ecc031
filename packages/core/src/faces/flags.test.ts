import { describe, expect, it } from 'vitest'
import { readSettings } from '../settings.ts'
import { shelf } from './fixtures/shelf.ts'
import { readFlags } from './flags.ts'

const words = (line: string) => line.split(' ').filter(Boolean)

describe('readFlags()', () => {
  it('takes the flags of the server from the front and leaves the rest to the command line', () => {
    expect(readFlags(words('--http --port 8080 --tools=core,gate:* --read-only task create --title x --port 9'))).toEqual({
      http: true,
      words: ['task', 'create', '--title', 'x', '--port', '9'],
      environment: { LOOP_PORT: '8080', LOOP_TOOLS: 'core,gate:*', LOOP_READ_ONLY: '1' },
    })
  })

  it('serves stdio for no words at all', () => {
    expect(readFlags([])).toEqual({ http: false, words: [], environment: {} })
  })

  it.each([
    ['--host', 'LOOP_HOST'],
    ['--exclude-tools', 'LOOP_EXCLUDE_TOOLS'],
    ['--identity', 'LOOP_IDENTITY'],
  ])('takes %s for %s, with a blank or an equals sign', (flag, variable) => {
    const read = { http: false, words: [], environment: { [variable]: 'a=b' } }
    expect(readFlags([flag, 'a=b'])).toEqual(read)
    expect(readFlags([`${flag}=a=b`])).toEqual(read)
  })

  it('takes the settings of the modules too, as another spelling of their variables', () => {
    const read = { http: true, words: ['task', '--room', 'x'], environment: { SHELF_ROOM: 'cellar' } }
    expect(readFlags(words('--http --room cellar task --room x'), [shelf])).toEqual(read)
    expect(readFlags(words('--room=cellar --http task --room x'), [shelf])).toEqual(read)
    expect(readFlags(words('--room cellar'))).toMatchObject({ words: ['--room', 'cellar'] })
  })

  it('lets a file that was typed win over an address in the environment', () => {
    const { environment } = readFlags(words('--db /tmp/here.db'))
    const settings = readSettings({ DATABASE_URL: 'postgres://somewhere/else', ...environment })
    expect(settings.databaseUrl).toBe('file:/tmp/here.db')
  })

  it('takes flags of one server alone, once or several times, with a value or without', () => {
    const own = {
      '--test-command': { variable: 'TESTS', describe: 'What tests' },
      '--allowed': { variable: 'ALLOWED', describe: 'What may be called', takes: 'values' },
      '--allow': { variable: 'ALLOW', describe: 'Whether files may change', takes: 'nothing' },
    } as const
    const typed = ['--allowed', 'a', '--test-command', 'npm test', '--http', '--allowed=b', '--allow', 'run', '--allowed', 'c']
    const environment = { ALLOWED: 'a,b', TESTS: 'npm test', ALLOW: '1' }
    expect(readFlags(typed, [], own)).toEqual({ http: true, words: ['run', '--allowed', 'c'], environment })
    expect(readFlags(['--test-command'], [], own)).toMatchObject({ words: ['--test-command'] })
  })

  it.each(['constructor', 'toString', '--proto__', '--port', '--read-only=1', '--unknown', 'task'])(
    'leaves %j to the command line',
    (word) => {
      expect(readFlags([word])).toEqual({ http: false, words: [word], environment: {} })
    },
  )
})
