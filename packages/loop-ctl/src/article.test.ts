import { expect, it } from 'vitest'
import { moveBetween } from './article.ts'
import { articleStatuses } from './words.ts'

it('an article goes these ways and no others where somebody says just the statuses', () => {
  const ways = articleStatuses.flatMap((from) =>
    articleStatuses.flatMap((to) => (moveBetween(from, to) ? [`${from} → ${to}: ${moveBetween(from, to)}`] : [])),
  )
  expect(ways).toEqual([
    'draft → published: publish',
    'draft → archived: archive',
    'published → draft: unpublish',
    'published → archived: archive',
    'superseded → draft: revive',
  ])
})
