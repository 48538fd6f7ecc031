import { expect, it } from 'vitest'
import { cacheVariables } from './cache-variables.ts'

const moved = { TMPDIR: '/tmp', XDG_CACHE_HOME: '/tmp/cache', npm_config_cache: '/tmp/cache/npm' }

it('caches are private, and what was installed among them is found', () => {
  expect(cacheVariables({ HOME: '/home/a' })).toEqual({
    ...moved,
    COREPACK_HOME: '/home/a/.cache/node/corepack',
    PLAYWRIGHT_BROWSERS_PATH: '/home/a/.cache/ms-playwright',
  })
  expect(cacheVariables({ HOME: '/home/a', XDG_CACHE_HOME: '/c', COREPACK_HOME: '/core' })).toMatchObject({
    COREPACK_HOME: '/core',
    PLAYWRIGHT_BROWSERS_PATH: '/c/ms-playwright',
  })
  expect(cacheVariables({})).toEqual(moved)
})
