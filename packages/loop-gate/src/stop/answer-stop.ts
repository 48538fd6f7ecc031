import { type EffectContext, LoopError } from 'loop-core'
import { printAnswer, readEvent } from '../clients/index.ts'
import { GateConfig, isHosted, mayRunChecks } from '../config.ts'
import { folderOf, gateOf } from '../gate-of.ts'
import { judgeStop, type StopOptions } from './judge-stop.ts'

/** Below the smallest limit that a client sets for its hooks. */
const usualBudgetMs = 20_000

type Payload = Readonly<Record<string, unknown>>

/** Answers a hook that calls a server of this machine, byte for byte as the command would; a fault of our own lets the agent go. */
export async function answerStop(payload: Payload, context: EffectContext, door: StopOptions['door']): Promise<Record<string, unknown>> {
  const settings = context.config(GateConfig)
  if (isHosted(settings)) throw elsewhere()
  const event = readEvent(payload, { cwd: folderOf(settings) })
  const options = { door, budgetMs: usualBudgetMs, mayRun: mayRunChecks(settings) }
  const answer = await judgeStop(gateOf(context), event, options).catch((error: unknown) => {
    context.log.error({ err: error }, 'a stop could not be judged')
    return {}
  })
  return printAnswer(event, answer).json
}

/** A server for many people has no business in the folders of its own machine. */
export function elsewhere(): LoopError {
  return new LoopError('unavailable', 'This server runs no checks.', {
    code: 'exec_disabled',
    hints: ['Use the hook of the command loop-gate on your own machine: loop-gate setup.'],
  })
}
