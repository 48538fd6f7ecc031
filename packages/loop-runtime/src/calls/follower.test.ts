import { expect, it } from 'vitest'
import { followerOf } from './follower.ts'

it('only a caller who is told of progress waits as long as it takes', () => {
  const { signal } = new AbortController()
  const heard: unknown[] = []
  const progress = (...words: unknown[]) => heard.push(words)
  expect(followerOf({ signal, progress, isFollowed: false }).patienceMs).toBe(50_000)
  const follower = followerOf({ signal, progress, isFollowed: true })
  expect(follower.patienceMs).toBeUndefined()
  follower.onProgress!({ elapsedMs: 2_400, lastLine: 'ok 3' })
  expect(heard).toEqual([[2, undefined, 'ok 3']])
})
