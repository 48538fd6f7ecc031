import { escapePattern } from './escape-pattern.ts'

/** Variables that carry this software's own keys, which no child has a use for. */
const ownSecrets = ['LOOP_KEY', 'LOOP_KEY_*', 'LOOPCTL_*_KEY', 'LOOP_ENCRYPTION_KEY', 'DATABASE_URL']

/** Variables that make a program load foreign code; nobody but the person at the machine may set them. */
export const loaderVariables: readonly string[] = ['LD_*', 'DYLD_*', 'NODE_OPTIONS']

/** The one place where this library reads the environment it was started with. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  return process.env
}

/**
 * Copies an environment without our own keys and without the names to drop, in which `*` stands for any characters.
 * What a policy asks to set goes through it with `loaderVariables`.
 */
export function scrubEnvironment(env: NodeJS.ProcessEnv, { drop = [] }: { drop?: readonly string[] } = {}): NodeJS.ProcessEnv {
  const dropped = [...ownSecrets, ...drop].map(namePattern)
  return Object.fromEntries(Object.entries(env).filter(([name]) => !dropped.some((pattern) => pattern.test(name))))
}

/** Case does not count, because on Windows it does not. */
function namePattern(name: string): RegExp {
  return new RegExp(`^${name.split('*').map(escapePattern).join('.*')}$`, 'is')
}
