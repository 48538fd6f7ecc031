import type { DoctorPoint } from 'loop-core'

/** Servers carry these points along and never need what looks at programs and files. */
const git: DoctorPoint = {
  name: 'git',
  check: async (environment) => (await import('./git.ts')).checkGit(environment),
}

/** The stop hook judges by a copy of what the database holds, so that it need not open it. */
const copy: DoctorPoint = {
  name: 'policy',
  async check(_, caller) {
    const { copy, path } = (await caller.call('check_policy', {})) as { copy: string; path: string | null }
    if (copy === 'rewritten') return `${path} differed from the accepted policy in the database, and was written anew.`
    if (copy !== 'only_copy') return undefined
    return `${path} holds a policy that this database knows nothing of; stops are judged by it.\nA person runs: loop-gate policy accept, or loop-gate policy forget.`
  },
}

const hooks: DoctorPoint = {
  name: 'hooks',
  async check(environment) {
    const [{ checkHooks }, { placesOf }] = await Promise.all([import('./hooks.ts'), import('../setup/places.ts')])
    return checkHooks(placesOf(environment))
  },
}

const trial: DoctorPoint = {
  name: 'stop',
  check: async (environment) => (await import('./trial.ts')).tryHooks(environment),
}

/** Nobody should rely on more than there is. */
const boundary: DoctorPoint = {
  name: 'boundary',
  check: async () => ({
    fine: 'The gate is no wall against the same user: an agent with a shell can change its database. It makes shortcuts visible.',
  }),
}

/** What `doctor` looks at besides the database. */
export const doctorPoints: readonly DoctorPoint[] = [git, copy, hooks, trial, boundary]
