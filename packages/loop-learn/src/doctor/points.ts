import type { Caller, DoctorPoint } from 'loop-core'

/** The answer of check_learning. */
interface Check {
  mode: string
  mode_source: string
  analysis: 'model' | 'local' | 'off' | 'rejected'
  key_status: string
  pending_jobs: number
  last_review: string | null
}

/** A point that only says how things stand, or what is wrong with them. */
function point(name: string, say: (check: Check) => string | { fine: string }): DoctorPoint {
  const ask = async (caller: Caller) => (await caller.call('check_learning', {})) as Check
  return { name, check: async (_, caller) => say(await ask(caller)) }
}

const analyses: Record<Check['analysis'], string> = {
  model: 'a model adds to the rules',
  local: 'by rules alone, as was set',
  off: 'by rules alone: there is no key for a model, or nothing to spend',
  rejected: 'by rules alone',
}

/** What `doctor` says of the notes besides the database. */
export const doctorPoints: readonly DoctorPoint[] = [
  point('mode', ({ mode, mode_source }) => ({ fine: `${mode} (${mode_source})` })),
  point('analysis', ({ analysis }) => ({ fine: analyses[analysis] })),
  point('model key', ({ key_status }) =>
    key_status === 'rejected'
      ? 'Your own key for a model was rejected or cannot be read, so nothing is sent.\nSet another: PUT /api/profile {"anthropic_api_key": "sk-ant-…"}; null removes it.'
      : { fine: key_status === 'none' ? 'none of your own' : key_status },
  ),
  point('jobs', ({ pending_jobs }) => ({ fine: pending_jobs === 1 ? '1 waits' : `${pending_jobs} wait` })),
  point('review', ({ last_review }) => ({ fine: last_review ?? 'none yet' })),
]
