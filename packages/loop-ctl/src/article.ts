import type { ArticleStatus } from './words.ts'

interface Move {
  from: readonly ArticleStatus[]
  to: ArticleStatus
  event: `article.article.${string}`
}

/** Every way in which an article comes from one status to another; it is superseded by a link and by nothing else. */
export const articleMoves = {
  publish: { from: ['draft'], to: 'published', event: 'article.article.published' },
  unpublish: { from: ['published'], to: 'draft', event: 'article.article.unpublished' },
  archive: { from: ['draft', 'published'], to: 'archived', event: 'article.article.archived' },
  revive: { from: ['superseded'], to: 'draft', event: 'article.article.updated' },
  supersede: { from: ['draft', 'published', 'archived'], to: 'superseded', event: 'article.article.superseded' },
} as const satisfies Record<string, Move>
export type ArticleMove = keyof typeof articleMoves

/** What leads from one status to another where somebody says just the statuses; undefined where nothing does. */
export function moveBetween(from: ArticleStatus, to: ArticleStatus): ArticleMove | undefined {
  const moves = Object.entries(articleMoves) as [ArticleMove, Move][]
  return moves.find(([name, move]) => name !== 'supersede' && move.to === to && move.from.includes(from))?.[0]
}

/** Whether the title of an article is taken by it: what was put away may share its own with what took its place. */
export function isActive(status: ArticleStatus): boolean {
  return status === 'draft' || status === 'published'
}
