import { join } from 'node:path'

/** Points what tools write in the background at the private `/tmp`, and what was installed where they would look for it at its old place. */
export function cacheVariables(environment: NodeJS.ProcessEnv): Record<string, string> {
  const { HOME, XDG_CACHE_HOME = HOME && join(HOME, '.cache'), COREPACK_HOME, PLAYWRIGHT_BROWSERS_PATH } = environment
  const moved = { TMPDIR: '/tmp', XDG_CACHE_HOME: '/tmp/cache', npm_config_cache: '/tmp/cache/npm' }
  if (!XDG_CACHE_HOME) return moved
  return {
    ...moved,
    COREPACK_HOME: COREPACK_HOME ?? join(XDG_CACHE_HOME, 'node/corepack'),
    PLAYWRIGHT_BROWSERS_PATH: PLAYWRIGHT_BROWSERS_PATH ?? join(XDG_CACHE_HOME, 'ms-playwright'),
  }
}
