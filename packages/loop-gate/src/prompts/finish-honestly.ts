import { type EffectContext, prompt, text } from 'loop-core'
import { z } from 'zod'
import { fenced } from '../views/quoted.ts'
import type { GateStatus } from '../views/status.ts'
import { statusHere } from '../views/status-here.ts'

export const finishHonestly = prompt({
  name: 'finish_honestly',
  title: 'Finish honestly',
  summary: 'Bring a task to an end that is shown to be one, or say honestly what is missing.',
  roles: ['agent', 'orchestrator', 'user'],
  arguments: z.object({
    task: text(2_000).optional().describe('What was to be done'),
    criterion: text(40).optional().describe('The check that matters most'),
  }),
  write,
})

const steps = `Bring the work to an end that is shown to be one:

1. Compare what was asked for with what is there. Do what is missing.
2. Call run_checks. If a check fails, mend the cause; never the check, its tests or the policy.
3. Call should_continue with what you did, what is left and how sure you are. Approved: stop.
4. A check cannot pass here, and you tried: call file_gap with what stands in the way and what you tried.
5. You need the person: call should_continue with waiting_for_user and ask.

Not being finished is no fault; saying that you are, is.`

async function write({ task, criterion }: { task?: string; criterion?: string }, context: EffectContext): Promise<string> {
  const status = await statusHere(context)
  return [steps, ...(task ? [fenced('The task', task)] : []), '## How it stands', standing(status, criterion)].join('\n\n')
}

function standing({ judging, criteria }: GateStatus, wanted: string | undefined): string {
  if (!judging) return 'No policy is in force here: run the tests of the project yourself, and say so in should_continue.'
  const some = criteria.filter(({ id }) => wanted === undefined || id === wanted)
  if (some.length === 0) return wanted === undefined ? 'The policy asks for no check.' : 'The policy has no check of that name.'
  return some
    .map(({ id, verdict, reason, next }) => `- ${id}: ${verdict}${reason ? ` (${reason})` : ''}${next ? `. ${next}` : ''}`)
    .join('\n')
}
