import { describe, expect, it } from 'vitest'
import { welcome } from './welcome.ts'

const facts = {
  name: 'loop-gateway',
  version: '1.2.3',
  url: 'http://127.0.0.1:4600',
  databaseUrl: 'file:/home/ada/.loop/data/loop.db',
  auth: 'token',
  key: 'lc_shown-once',
} as const

describe('welcome()', () => {
  it('says where the server listens and how to connect, with the key at the first start', () => {
    expect(welcome(facts)).toMatchInlineSnapshot(`
      "loop-gateway 1.2.3 is listening on http://127.0.0.1:4600

        MCP       http://127.0.0.1:4600/mcp
        API docs  http://127.0.0.1:4600/docs
        Database  sqlite /home/ada/.loop/data/loop.db
        Owner key lc_shown-once
                  Shown this once. Keep it where you keep passwords.

        Connect Claude Code:
        claude mcp add --transport http --scope user loop http://127.0.0.1:4600/mcp --header "Authorization: Bearer lc_shown-once"

      "
    `)
  })

  it('says later that the key is the one from the first start', () => {
    const text = welcome({ ...facts, key: undefined })
    expect(text).toContain('Key       the one from the first start; make another with: loop-gateway key create --name … --role user')
    expect(text).toContain('--header "Authorization: Bearer lc_…"')
  })

  it('asks for no key where none is wanted', () => {
    const text = welcome({ ...facts, auth: 'none', key: undefined })
    expect(text).toContain('Key       none is asked for (LOOP_AUTH=none)')
    expect(text).toMatch(/http:\/\/127\.0\.0\.1:4600\/mcp\n\n$/)
  })

  it.each([
    'postgres://loop:sesame@db.example:5432/loop',
    'postgres://loop:sesame@open@db.example:5432/loop',
    'postgres://db.example:5432/loop?user=loop&password=sesame',
    'postgres://loop:ses%2Fame@db.example:5432/loop',
  ])('never shows the password of the database: %s', (databaseUrl) => {
    const text = welcome({ ...facts, databaseUrl })
    expect(text).toContain('  Database  postgres db.example:5432/loop\n')
    expect(text).not.toMatch(/sesame|open|ses%2Fame/)
  })
})
