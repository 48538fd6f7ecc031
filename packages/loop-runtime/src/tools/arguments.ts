import { z } from 'zod'

/** The path of a file, of which the files themselves judge the rest. */
export function path() {
  return z.string().min(1).max(1_024)
}

export function glob() {
  return z.string().min(1).max(256).describe('Such as src/**/*.ts')
}

/** Takes the place of a command that only the operator chooses. */
export function configuredCommand() {
  return z.string().max(4_000).optional().describe('Only the configured one')
}
