import { realpath } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { CommandSurroundings } from 'loop-core'
import { ownEnvironment, type ProcessResult, runProcess } from 'loop-core/process'
import { type Here, inFolder } from '../hook/here.ts'
import { detailOf } from '../measure/states.ts'
import type { CommandCriterion } from '../policy/policy.ts'
import { notGated, requireKnown } from '../refusals.ts'
import { enter, type Gated } from '../stop/enter.ts'
import type { ReceiptRow } from '../storage/tables.ts'
import { adhocCriterion, runAdhoc } from './adhoc.ts'
import { checkEnvironment } from './check-environment.ts'
import { exitCodeOf, exitCodeOfReceipt } from './exit-code.ts'
import type { RunOptions } from './run-check.ts'
import { type Checked, runSome } from './run-some.ts'

/** Runs checks of the accepted policy by their ids, whether or not they passed before; gives the first exit code that is not 0. */
export function runNamed(ids: readonly string[], surroundings: CommandSurroundings): Promise<number> {
  return inFolder(surroundings, async (here) => {
    const gated = await enter(here.gate, here.folder)
    if ('why' in gated) throw notGated(gated)
    requireKnown(gated, ids)
    let exitCode = 0
    for (const criterion of commandsOf(gated).filter(({ id }) => ids.includes(id)))
      if (!here.signal.aborted) exitCode ||= await runCriterion(here, gated, criterion)
    return exitCode
  })
}

/** Runs any command. It counts for a check if its words and its folder are those of the accepted policy, and proves nothing otherwise. */
export function runWords(command: readonly string[], surroundings: CommandSurroundings): Promise<number> {
  return inFolder(surroundings, async (here) => {
    const gated = await enter(here.gate, here.folder)
    const cwd = await realpath(here.folder)
    if ('why' in gated) return runUnkept(here, { run: command, cwd, env: {} }, 'no accepted policy is in force here')
    const inner = relative(gated.workspace.root, cwd) || '.'
    const criterion = commandsOf(gated).find((each) => each.cwd === inner && isSame(each.run, command))
    return criterion ? runCriterion(here, gated, criterion) : runOther(here, gated, adhocCriterion(command, inner))
  })
}

function commandsOf({ accepted }: Gated): CommandCriterion[] {
  return accepted.policy.criteria.filter((each) => each.kind === 'command')
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function runCriterion(here: Here, gated: Gated, criterion: CommandCriterion): Promise<number> {
  const wanted = { criteria: [criterion.id], rerun: true, session: here.session, origin: 'cli' as const, waits: true }
  return orUnkept(here, { gated, criterion }, async (options) => {
    const checked = await runSome(here.gate, gated, { ...wanted, ...options })
    if (!Array.isArray(checked)) throw new Error(`${checked.running.actor} has been running it since ${checked.running.started_at}`)
    const { receipt } = (checked as Checked[])[0]!
    here.say(`${criterion.id} ${inWords(receipt)}, receipt ${receipt.id}`)
    return receipt
  })
}

function runOther(here: Here, gated: Gated, criterion: CommandCriterion): Promise<number> {
  return orUnkept(here, { gated, criterion }, async (options) => {
    const receipt = await runAdhoc(here, gated, { criterion, ...options })
    here.say(`kept as ${receipt.id}; it proves nothing, since no check of the policy has these words in this folder`)
    return receipt
  })
}

function inWords(receipt: ReceiptRow): string {
  const { verdict, reason } = receipt
  const why = [reason?.replaceAll('_', ' '), detailOf(receipt)].filter(Boolean).join('; ')
  return `${verdict.replaceAll('_', ' ')}${why ? ` (${why})` : ''}`
}

interface About {
  gated: Gated
  criterion: CommandCriterion
}

type Watching = Pick<RunOptions, 'onOutput' | 'onEnd'>

/** Runs and keeps; where nothing can be kept, whoever called still gets the command's own end. */
async function orUnkept(here: Here, { gated, criterion }: About, kept: (watching: Watching) => Promise<ReceiptRow>): Promise<number> {
  let ended: ProcessResult | undefined
  const onEnd = (result: ProcessResult) => {
    ended = result
  }
  try {
    const receipt = await kept({ onOutput: here.onOutput, onEnd })
    return ended ? exitCodeOf(ended) : exitCodeOfReceipt(receipt)
  } catch (error) {
    const cwd = join(gated.workspace.root, criterion.cwd)
    const why = (error as Error).message
    if (ended === undefined) return runUnkept(here, { ...criterion, cwd }, why)
    here.say(`nothing was recorded: ${why}`)
    return exitCodeOf(ended)
  }
}

type Bare = Pick<CommandCriterion, 'run' | 'cwd' | 'env'> & { timeout_seconds?: number }

async function runUnkept(here: Here, { run, cwd, env, timeout_seconds = day }: Bare, why: string): Promise<number> {
  const { signal, onOutput } = here
  const timeoutMs = timeout_seconds * 1_000
  const result = await runProcess({
    command: run,
    cwd,
    env: checkEnvironment(ownEnvironment(), env),
    timeoutMs,
    maxOutputBytes: 0,
    signal,
    onOutput,
  })
  here.say(`nothing was recorded: ${why}`)
  return exitCodeOf(result)
}

/** In seconds: what nobody set a limit for. */
const day = 24 * 3_600
