import { z } from 'zod'

/** A number as people put it into an address: leading digits count, and what is no number counts as not given. */
const lenient = z.union([z.int().min(-1_000_000_000).max(1_000_000_000), z.string().max(40)]).optional()

/** The arguments with which every list over HTTP is cut into pages. */
export const paging = { page: lenient, page_size: lenient, limit: lenient, offset: lenient }

export type PagingInput = { [Name in keyof typeof paging]?: number | string }

/** How one list is paged: by which of its two names the size is called first, what it is unless said, and at most. */
export interface Paging {
  style: 'page' | 'offset'
  size: number
  most: number
}

export interface Page {
  limit: number
  offset: number
  /** What the answer says about itself, once the number of all rows is known. */
  meta(total: number): PageMeta
}

const count = z.int()
export const PageMeta = z
  .object({
    total_count: count,
    page: count.optional(),
    page_size: count.optional(),
    total_pages: count.optional(),
    limit: count.optional(),
    offset: count.optional(),
  })
  .meta({ id: 'PageMeta' })
type PageMeta = z.output<typeof PageMeta>

/**
 * Which rows a list was asked for. `limit` and `page_size` mean the same: of two that are given the list's own name wins.
 *
 * An offset beside them asks for rows from there on; else pages are counted from 1.
 */
export function readPage(input: PagingInput, { style, size, most }: Paging): Page {
  const [limitGiven, sizeGiven] = [whole(input.limit), whole(input.page_size)]
  const wanted = style === 'page' ? (sizeGiven ?? limitGiven) : (limitGiven ?? sizeGiven)
  const limit = Math.min(most, Math.max(1, wanted ?? size))
  const offset = whole(input.offset)
  if (offset !== undefined || (style === 'offset' && whole(input.page) === undefined)) return byOffset(limit, Math.max(0, offset ?? 0))
  return byPage(limit, Math.max(1, whole(input.page) ?? 1))
}

function byOffset(limit: number, offset: number): Page {
  return { limit, offset, meta: (total_count) => ({ total_count, limit, offset }) }
}

function byPage(limit: number, page: number): Page {
  const meta = (total: number) => ({ page, page_size: limit, total_count: total, total_pages: Math.ceil(total / limit) })
  return { limit, offset: (page - 1) * limit, meta }
}

function whole(given: number | string | undefined): number | undefined {
  if (given === undefined) return undefined
  const value = Number.parseInt(String(given), 10)
  return Number.isNaN(value) ? undefined : value
}

const mostOfTool = 20

/** How many rows a tool shows, which a model has to read: 20, unless fewer are wanted, from the given one on. */
export const toolPaging = { limit: z.int().min(1).max(mostOfTool).optional(), offset: z.int().min(0).max(1_000_000_000).optional() }

export const ToolPageMeta = z.object({ total_count: count, limit: count, offset: count })

export function readToolPage({ limit = mostOfTool, offset = 0 }: { limit?: number; offset?: number }) {
  return { limit, offset, meta: (total_count: number) => ({ total_count, limit, offset }) }
}
