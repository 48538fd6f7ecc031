import { type CommandSurroundings, LoopError } from 'loop-core'
import { type Here, inFolder } from '../hook/here.ts'
import type { CriterionState } from '../measure/criterion-state.ts'
import { lookAt } from '../measure/look.ts'
import { readKept, statesOf } from '../measure/states.ts'
import { readPolicyFile } from '../policy/policy-file.ts'
import { notGated } from '../refusals.ts'
import { enter, type Gated, type NotGated } from '../stop/enter.ts'
import { runSome } from './run-some.ts'

/** Shows how all criteria of a folder stand, whenever it was changed, and gives 0 if those that are required hold. */
export function checkAll(runFirst: boolean, surroundings: CommandSurroundings): Promise<number> {
  return inFolder(surroundings, async (here) => {
    const gated = await enter(here.gate, here.folder)
    if ('why' in gated) throw await refusal(gated)
    if (runFirst) await runStale(here, gated)
    const { workspace, accepted } = gated
    const look = await lookAt(workspace.root, accepted.policy, here.gate.signal)
    const measuring = { gate: here.gate, workspace, policy: accepted.policy, look, baseline: undefined, session: null }
    const criteria = await statesOf(measuring, await readKept(measuring))
    const passed = criteria.every((state) => !state.required || holds(state))
    const answer = { passed, digest: look.digest, policy_hash: accepted.hash, criteria: criteria.map(({ due: _, ...state }) => state) }
    await surroundings.print(answer, () => tableOf(criteria, passed))
    return passed ? 0 : 1
  })
}

async function runStale(here: Here, gated: Gated): Promise<void> {
  const criteria = gated.accepted.policy.criteria.filter(({ kind }) => kind === 'command').map(({ id }) => id)
  // What programs print must not stand in the answer.
  const onOutput = (chunk: Buffer) => here.onOutput(chunk, 'stderr')
  await runSome(here.gate, gated, { criteria, rerun: false, session: here.session, origin: 'cli', waits: true, onOutput })
}

function holds({ verdict }: CriterionState): boolean {
  return verdict === 'passed' || verdict === 'waived'
}

function tableOf(criteria: readonly CriterionState[], passed: boolean): string {
  const rows = criteria.map(({ id, title, verdict, reason, required, detail }) => {
    const why = [reason?.replaceAll('_', ' '), detail, required ? undefined : 'not required'].filter(Boolean).join('; ')
    return [verdict.replaceAll('_', ' '), id, `${title === id ? '' : title}${why && ` (${why})`}`.trim()]
  })
  const width = (column: number) => Math.max(0, ...rows.map((row) => row[column]!.length))
  const lines = rows.map(([verdict, id, rest]) => `${verdict!.padEnd(width(0))}  ${id!.padEnd(width(1))}  ${rest}`.trimEnd())
  return [...lines, passed ? 'All required checks hold for these files.' : 'Not all required checks hold for these files.'].join('\n')
}

/** Says also by which hash a person or a CI job would accept what is there. */
async function refusal(gated: NotGated): Promise<LoopError> {
  const error = notGated(gated)
  const file = gated.workspace && (await readPolicyFile(gated.workspace.root))
  if (error.code !== 'policy_not_accepted' || file === undefined || !('hash' in file)) return error
  const hint = `Its sha256 is ${file.hash}; a CI job accepts it with LOOP_GATE_ACCEPT=${file.hash}.`
  return new LoopError('conflict', error.message, { code: error.code, hints: [...error.hints, hint] })
}
