import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineModule } from '../../module.ts'
import { nothing, operation } from '../../operation.ts'
import { text } from '../../text.ts'
import { addressed } from './addressed.ts'

const named = (name: string, rest: `GET /${string}` | `POST /${string}`) =>
  operation({
    name,
    title: name,
    summary: name,
    kind: 'read',
    roles: ['user'],
    rest: [rest],
    input: z.object({ book_id: text(20).optional(), limit: z.int().max(9).optional(), tags: z.array(text(9)).max(3).optional() }),
    output: nothing,
    run: async () => ({}),
  })

const modules = [
  defineModule({
    name: 'books',
    title: 'Books',
    unknownArguments: 'ignore',
    operations: [
      named('get_book', 'GET /api/books/:book_id'),
      named('list_books', 'GET /api/books'),
      named('count_books', 'GET /api/books/count'),
      named('lend_book', 'POST /api/books/:book_id/loans'),
    ],
  }),
]

describe('a request that somebody typed', () => {
  test.each([
    ['GET /api/books', undefined, 'list_books', {}],
    ['GET /api/books?limit=3&tags=a&tags=b&color=red', undefined, 'list_books', { limit: 3, tags: ['a', 'b'] }],
    ['GET /api/books/count', undefined, 'count_books', {}],
    ['GET /api/books/a%20b', undefined, 'get_book', { book_id: 'a b' }],
    ['POST /api/books/b1/loans', { limit: 2, book_id: 'other' }, 'lend_book', { limit: 2, book_id: 'b1' }],
  ])('%s is the call that the HTTP face would make', (request, body, name, input) => {
    const [method = '', path = ''] = request.split(' ')
    expect(addressed(modules, { method, path, body })).toEqual({ name, input })
  })

  test.each([
    ['GET', '/api/book'],
    ['GET', '/api/books/'],
    ['POST', '/api/books'],
  ])('%s %s leads nowhere, and the refusal names the nearest', (method, path) => {
    const refusal = expect.objectContaining({ code: 'route_not_found', message: expect.stringContaining('/api/books') })
    expect(() => addressed(modules, { method, path })).toThrow(refusal)
  })
})
