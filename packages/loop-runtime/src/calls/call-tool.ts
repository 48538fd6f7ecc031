import type { EffectContext } from 'loop-core'
import type { z } from 'zod'
import { mutates } from '../gates/action.ts'
import { ignoreRecords, placeOf } from '../place-of.ts'
import { mutationsDisabled, toolNotAllowed } from '../refusals.ts'
import { propose } from '../tools/propose.ts'
import type { ActionTool } from '../words.ts'
import { followerOf } from './follower.ts'

const recording: readonly ActionTool[] = ['repo_apply_patch', 'repo_run_tests', 'repo_run_typecheck', 'repo_run_check']

/** What is the same for all tools that are called without a run: which may be called at all, and whether files may change. The schema that is given checks the answer. */
export function callTool<Output extends z.ZodObject>(tool: ActionTool, _output: Output) {
  return async (args: Record<string, unknown>, context: EffectContext): Promise<z.input<Output>> => {
    const place = await placeOf(context)
    if (!place.rules.security.allowedTools.includes(tool)) throw toolNotAllowed(tool)
    if (mutates(tool, args) && !place.workspace.allowMutations) throw mutationsDisabled()
    const proposal = await propose(place, { tool, args })
    if (proposal.fault) throw proposal.fault
    if (recording.includes(tool)) await ignoreRecords(place.files.root)
    const { output } = await proposal.perform(followerOf(context))
    return output as z.input<Output>
  }
}
