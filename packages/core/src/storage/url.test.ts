import { expect, test } from 'vitest'
import { openStorage } from './index.ts'
import { describePlace, parseUrl } from './url.ts'

test.each([
  ['file:loop.db', 'loop.db', 'normal'],
  ['file:/data/with blank%20/loop.db', '/data/with blank%20/loop.db', 'normal'],
  ['file:///data/with%20blank/loop.db?synchronous=full', '/data/with blank/loop.db', 'full'],
  ['file::memory:', ':memory:', 'normal'],
])('%s is the file %s', (url, file, synchronous) => {
  expect(parseUrl(url)).toEqual({ kind: 'sqlite', file, synchronous })
})

test.each(['postgres://user:secret@host:5433/loop?sslmode=require', 'postgresql://user:secret@host:5433/loop'])(
  '%s is a PostgreSQL, told without its password',
  (url) => {
    expect(parseUrl(url)).toEqual({ kind: 'postgres', url })
    expect(describePlace(parseUrl(url))).toBe('postgres host:5433/loop')
  },
)

test.each(['', 'loop.db', 'mysql://user:secret@host/db', 'postgres://user:sec ret@ho st/db', 'https://host/db'])(
  '%j names no database we know',
  (url) => {
    expect(() => openStorage(url, { migrations: [], directoryMigrations: [] })).toThrow(
      expect.objectContaining({
        kind: 'invalid_input',
        message: 'The address of a database is `file:<path>` or `postgres://<user>:<password>@<host>/<database>`.',
      }),
    )
  },
)

test.each(['file:', 'file:?synchronous=full', 'file:a.db?synchronous=maybe', 'file:a.db?sync=full', 'file://host/a.db'])(
  '%s is no address of a file',
  (url) => {
    expect(() => parseUrl(url)).toThrow(expect.objectContaining({ kind: 'invalid_input' }))
  },
)
