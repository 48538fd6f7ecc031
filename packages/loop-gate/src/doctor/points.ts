import type { DoctorPoint } from 'loop-core'

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

/** What `doctor` looks at besides the database. */
export const doctorPoints: readonly DoctorPoint[] = [copy]
