import { type EffectContext, LoopError, operation, text } from 'loop-core'
import { z } from 'zod'
import { GateConfig, mayRunChecks, sessionOf } from '../../config.ts'
import { CheckReceipt, checkReceiptOf } from '../../decision.ts'
import { folderOf, gateOf } from '../../gate-of.ts'
import { notGated, requireKnown } from '../../refusals.ts'
import { type Busy, runSome } from '../../run/run-some.ts'
import { elsewhere } from '../../stop/answer-stop.ts'
import { enter } from '../../stop/enter.ts'

export const runChecks = operation({
  name: 'run_checks',
  title: 'Run checks',
  summary:
    'Run the checks that a person accepted for this folder and keep their receipts, which prove to should_continue what you say. What passed on exactly these files is kept.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/gate/checks'],
  command: 'checks run',
  toolsets: ['core', 'standard'],
  input: z.object({
    criteria: z.array(text(40)).min(1).max(20).optional().describe('Ids; else all that are due'),
    rerun: z.boolean().optional().describe('Also what passed on these files'),
  }),
  output: z.object({ receipts: z.array(CheckReceipt), all_passed: z.boolean() }),
  advertised: z.object({ receipts: z.array(z.looseObject({})), all_passed: z.boolean() }),
  refused: ({ all_passed }) => !all_passed,
  async run({ criteria, rerun = false }, context) {
    const settings = context.config(GateConfig)
    if (!mayRunChecks(settings)) throw elsewhere()
    const gate = gateOf(context)
    const gated = await enter(gate, folderOf(settings))
    if ('why' in gated) throw notGated(gated)
    requireKnown(gated, criteria)
    const wanted = { criteria, rerun, session: sessionOf(settings), origin: 'tool' as const, progress: progressOf(context) }
    const checked = await runSome(gate, gated, wanted)
    if (!Array.isArray(checked)) throw busy(checked)
    const receipts = checked.map(checkReceiptOf)
    return { receipts, all_passed: receipts.every(({ verdict }) => verdict === 'passed') }
  },
})

function busy({ criterion, running }: Busy): LoopError {
  const { actor, started_at } = running
  return new LoopError('conflict', `${criterion} is being run on these files by ${actor} since ${started_at}.`, {
    code: 'check_running',
    hints: ['Wait until it is over and call run_checks again: the receipt will serve you too.'],
  })
}

function progressOf({ progress }: EffectContext) {
  return (done: number, total: number, message: string) => progress(done, total, message)
}
