import { openDirect } from 'loop-core/direct'
import { noCounters } from '../gates/counters.ts'
import { migrations } from '../migrations/index.ts'
import { chargeLost } from '../run/ask-model.ts'
import { drive } from '../run/drive.ts'
import type { Engine } from '../run/engine.ts'
import { Journal, type TraceEvent } from '../run/journal.ts'
import type { Runtime, RuntimeTransaction } from '../runtime.ts'
import { insertRun } from '../storage/runs.ts'
import type { RunRow } from '../storage/tables.ts'
import type { RunnableTask } from '../task/task.ts'
import { BrokenOff, EndOfRecording, Player } from './player.ts'
import type { Recording } from './recording.ts'

/** What came of a run when it was played again. */
export interface PlayedAgain {
  row: RunRow
  /** Whether its recording was used up to the end. */
  isWhole: boolean
}

/**
 * Drives a recorded run through the gates of a task as any other run, in memory: its model, its tools and the people around it are what was
 * recorded. So nothing that decides is written twice.
 */
export async function playAgain(recording: Recording, task: RunnableTask, onEvent: (event: TraceEvent) => void): Promise<PlayedAgain> {
  const direct = openDirect({ path: ':memory:', module: { prefix: 'runtime', migrations }, identity: 'implementer-local' })
  try {
    const player = new Player(recording)
    const runtime = runtimeOf(player, recording.run, (access, work) =>
      direct.transaction(access, (transaction) => work(transaction as RuntimeTransaction)),
    )
    const row = begunAgain(recording.run, task)
    await runtime.transaction('write', ({ db }) => insertRun(db, row))
    const journal = new Journal(runtime, { row }, onEvent)
    const engine = engineOf({ task, runtime, player, journal })
    while (await goesOn(engine, journal, player)) {}
    return { row: journal.row, isWhole: !player.hasMore() }
  } finally {
    await direct.close()
  }
}

function runtimeOf({ now }: Player, { actor }: RunRow, transaction: Runtime['transaction']): Runtime {
  return { transaction, now, newId: () => crypto.randomUUID(), actor, environment: {}, signal: new AbortController().signal }
}

/** Nothing is done to files, so there is no worktree to commit from. */
function begunAgain(run: RunRow, task: RunnableTask): RunRow {
  const fresh = { counters: JSON.stringify(noCounters), generation: 1, steps: 0, events: 0, owner: null }
  const open = {
    status: 'running',
    active_root: run.root,
    worktree: null,
    ended_at: null,
    reason: null,
    report: null,
    final_answer: null,
  } as const
  return { ...run, ...fresh, ...open, task: JSON.stringify(task) }
}

interface Parts extends Pick<Engine, 'task' | 'runtime'> {
  player: Player
  journal: Journal
}

function engineOf({ task, runtime, player, journal }: Parts): Engine {
  const index = () => journal.steps.slice(journal.steps.findLastIndex(({ kind }) => kind === 'model')).filter(isTool).length
  return {
    ...{ runtime, task, model: player.model, tools: player.tools(index), ask: async (approval) => player.answer(approval, index()) },
    ...{ system: '', contextTokens: 1, maxOutputTokens: 1, stop: runtime.signal },
  }
}

function isTool({ kind }: { kind: string }): boolean {
  return kind === 'tool'
}

/** Plays until something ends it; whether it was gone on with then, as a run is that was resumed. */
async function goesOn(engine: Engine, journal: Journal, player: Player): Promise<boolean> {
  try {
    await drive(engine, journal)
  } catch (error) {
    if (error instanceof BrokenOff) return breakOff(engine, journal, error)
    if (error instanceof EndOfRecording) return false
    throw error
  }
  const { status, reason } = journal.row
  if (status !== 'failed' || !reason?.startsWith('model_error') || !player.hasMore()) return false
  journal.row = { ...journal.row, status: 'running' }
  return true
}

/** Leaves the step as it was left then. */
async function breakOff(engine: Engine, journal: Journal, { step: { row, left, tookMs } }: BrokenOff): Promise<true> {
  if (left.usage) chargeLost(engine, journal, left.usage)
  if (left.late) journal.count({ active_ms: tookMs })
  await journal.end(journal.steps.at(-1)!, { outcome: row.outcome, result: left })
  return true
}
