import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings } from './settings.ts'

describe('readSettings()', () => {
  it('serves this machine alone where nobody says anything', () => {
    expect({ ...readSettings({}), home: '~/.loop', databaseUrl: '' }).toMatchInlineSnapshot(`
      {
        "allowedHosts": [],
        "allowedOrigins": [],
        "auth": "token",
        "databaseRole": undefined,
        "databaseUrl": "",
        "excludeTools": [],
        "format": undefined,
        "home": "~/.loop",
        "host": "127.0.0.1",
        "identity": undefined,
        "key": undefined,
        "keys": {
          "implementer": undefined,
          "orchestrator": undefined,
          "reviewer": undefined,
          "user": undefined,
        },
        "logLevel": "warn",
        "port": undefined,
        "readOnly": false,
        "server": undefined,
        "tools": [],
        "trustedProxies": 0,
      }
    `)
    expect(readSettings({}).databaseUrl).toBe(`file:${join(homedir(), '.loop', 'data', 'loop.db')}`)
  })

  it('takes an empty variable for an absent one', () => {
    const empty = { LOOP_PORT: '', LOOP_AUTH: '', LOOP_SERVER: '', LOOP_IDENTITY: '', DATABASE_URL: '', LOOP_HOME: undefined }
    expect(readSettings(empty)).toEqual(readSettings({}))
  })

  it('finds the database by its address, else by its path, else below the home', () => {
    expect(readSettings({ DATABASE_URL: 'postgres://h/d', LOOP_DB_PATH: '/x.db' }).databaseUrl).toBe('postgres://h/d')
    expect(readSettings({ LOOP_DB_PATH: '/x.db', LOOP_HOME: '/home' }).databaseUrl).toBe('file:/x.db')
    expect(readSettings({ LOOP_HOME: '/home' }).databaseUrl).toBe(`file:${join('/home', 'data', 'loop.db')}`)
  })

  it('reads lists with commas, blanks and nothing between', () => {
    expect(readSettings({ LOOP_TOOLS: ' core, gate:* ,,' }).tools).toEqual(['core', 'gate:*'])
  })

  it.each([
    ['1', true],
    ['true', true],
    ['0', false],
    ['false', false],
  ])('takes %s for a switch', (word, on) => {
    expect(readSettings({ LOOP_READ_ONLY: word }).readOnly).toBe(on)
  })

  it.each([
    ['LOOP_PORT', 'eighty'],
    ['LOOP_PORT', '65536'],
    ['LOOP_AUTH', 'sometimes'],
    ['LOOP_READ_ONLY', 'perhaps'],
    ['LOOP_IDENTITY', 'somebody-else'],
    ['LOOP_SERVER', 'ftp://user:sesame@host'],
    ['LOOP_DB_ROLE', 'Robert"; drop'],
    ['LOOP_LOG_LEVEL', 'loudest'],
  ])('names %s when it is wrong, and does not repeat its value', (name, value) => {
    const read = () => readSettings({ [name]: value })
    expect(read).toThrow(expect.objectContaining({ kind: 'invalid_input', code: 'bad_setting' }))
    expect(read).toThrow(new RegExp(`^A setting is wrong: ${name}: `))
    expect(read).not.toThrow(value)
  })
})
