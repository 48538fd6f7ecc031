import { expect, test } from 'vitest'
import { readPage } from './page.ts'

const pages = { style: 'page', size: 20, most: 100 } as const
const offsets = { style: 'offset', size: 100, most: 500 } as const

test.each([
  ['nothing', {}, { limit: 20, offset: 0 }],
  ['a page', { page: '3', page_size: '10' }, { limit: 10, offset: 20 }],
  ['limit in place of page_size', { page: 2, limit: 5 }, { limit: 5, offset: 5 }],
  ['both: its own name wins', { page_size: 7, limit: 5 }, { limit: 7, offset: 0 }],
  ['an offset', { offset: 30, page_size: 10 }, { limit: 10, offset: 30 }],
  ['too much', { page_size: 1_000 }, { limit: 100, offset: 0 }],
  ['too little', { page: -2, page_size: 0 }, { limit: 1, offset: 0 }],
  ['digits in front', { page_size: '12abc' }, { limit: 12, offset: 0 }],
  ['no number at all', { page: 'two', page_size: 'many' }, { limit: 20, offset: 0 }],
])('a list by pages, asked for %s', (_, input, expected) => {
  expect(readPage(input, pages)).toMatchObject(expected)
})

test.each([
  ['nothing', {}, { limit: 100, offset: 0 }],
  ['a limit', { limit: 10, offset: 5 }, { limit: 10, offset: 5 }],
  ['both: its own name wins', { limit: 10, page_size: 7 }, { limit: 10, offset: 0 }],
  ['a page', { page: 2, page_size: 7 }, { limit: 7, offset: 7 }],
  ['too much', { limit: 501 }, { limit: 500, offset: 0 }],
])('a list by offset, asked for %s', (_, input, expected) => {
  expect(readPage(input, offsets)).toMatchObject(expected)
})

test('an answer says where it stands in the whole', () => {
  expect(readPage({ page: 2, page_size: 20 }, pages).meta(42)).toEqual({ page: 2, page_size: 20, total_count: 42, total_pages: 3 })
  expect(readPage({}, offsets).meta(42)).toEqual({ total_count: 42, limit: 100, offset: 0 })
})
