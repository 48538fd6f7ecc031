import type { Caller, DoctorPoint } from 'loop-core'
import { checkMail } from '../mail/check-mail.ts'

/** The answer of check_queue. */
interface Check extends Record<'miscounted' | 'poisoned' | 'stranded', { id: string; title: string }[]> {
  clock_seconds: number
}

const ask = async (caller: Caller) => (await caller.call('check_queue', {})) as Check

/** How far the clocks may differ: one of them leaves out fractions of a second. */
const clockSeconds = 2

/** A point about tasks: what is wrong with those that are found, and what to do. */
function tasksPoint(name: string, list: Exclude<keyof Check, 'clock_seconds'>, words: { what: string; remedy: string }): DoctorPoint {
  return {
    name,
    async check(_, caller) {
      const found = (await ask(caller))[list]
      if (found.length === 0) return undefined
      const lines = found.slice(0, 5).map(({ id, title }) => `${id}  ${title}`)
      const more = found.length > lines.length ? [`and ${found.length - lines.length} or more others`] : []
      return [words.what, ...lines, ...more, words.remedy].join('\n')
    },
  }
}

const clock: DoctorPoint = {
  name: 'clock',
  async check(_, caller) {
    const { clock_seconds } = await ask(caller)
    if (Math.abs(clock_seconds) <= clockSeconds) return undefined
    const direction = clock_seconds > 0 ? 'ahead of' : 'behind'
    return `The clock is ${Math.abs(clock_seconds)} s ${direction} that of the database.\nSet both by a time server: leases end by them.`
  },
}

/** What `doctor` looks at besides the database. */
export const doctorPoints: readonly DoctorPoint[] = [
  { name: 'mail', check: checkMail },
  clock,
  tasksPoint('blockers', 'miscounted', {
    what: 'These tasks wait for another number of tasks than their dependencies say:',
    remedy: 'Add a dependency to each and remove it again: both count anew. Please report this.',
  }),
  tasksPoint('poisoned', 'poisoned', {
    what: 'These tasks were set aside after too many failures:',
    remedy: 'Look at their comments; update_task to approved puts one back.',
  }),
  tasksPoint('stranded', 'stranded', {
    what: 'These tasks are unfinished in a loop that was shipped, so nobody is offered them:',
    remedy: 'create_loop_from_tasks moves them to a follow-up loop.',
  }),
]
