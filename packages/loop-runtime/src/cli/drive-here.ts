import { join } from 'node:path'
import { type CommandSurroundings, isAttended } from 'loop-core'
import type { Around } from '../run/start-run.ts'
import type { Runtime } from '../runtime.ts'
import type { RunRow } from '../storage/tables.ts'
import { openLiveView } from '../view/live.ts'
import { askAtTerminal } from './ask.ts'

interface Options {
  skillsDir?: string | undefined
  record?: string | undefined
  workRef?: string | undefined
  quiet?: boolean
}

/** Drives a run in view of the person at the terminal, who is asked where they can be. */
export async function driveHere(
  surroundings: CommandSurroundings,
  { runtime, options }: { runtime: Runtime; options: Options },
  start: (around: Around) => Promise<RunRow>,
): Promise<RunRow> {
  const { stderr, environment, signal } = surroundings
  const { skillsDir, record, workRef, quiet = false } = options
  const view = openLiveView({ stderr, environment, quiet })
  try {
    return await start({
      runtime,
      record,
      workRef,
      skillFolders: [...(skillsDir === undefined ? [] : [skillsDir]), join(process.cwd(), 'skills')],
      stop: signal,
      onEvent: (event) => view.event(event),
      onText: (piece) => view.text(piece),
      onProgress: (progress) => view.progress(progress),
      ...(isAttended(surroundings) && {
        ask: (approval) => {
          view.pause()
          return askAtTerminal(surroundings, approval)
        },
      }),
    })
  } finally {
    view.close()
  }
}

/** How a run stands, as the reference says it, and how to go on where it has not ended. */
export async function report({ print }: CommandSurroundings, row: RunRow, path: string): Promise<number> {
  const { id, status, final_answer, reason, branch } = row
  const inWords = () =>
    [
      `Task ${id}: ${status}`,
      ...(final_answer ? [final_answer] : []),
      ...(reason && status !== 'completed' ? [reason] : []),
      `Trace DB: ${path}`,
      ...nextSteps(row, path),
    ].join('\n')
  await print({ run_id: id, status, final_answer, reason, ...(branch !== null && { branch }), trace_db: path }, inWords)
  return status === 'completed' ? 0 : 1
}

/** What a person can do about a run that does not go on by itself. */
export function nextSteps({ id, status, reason, worktree, branch }: RunRow, path: string): string[] {
  const resume = `Go on: loop-runtime resume ${id} --trace-db ${path}`
  if (status === 'waiting_approval')
    return [
      `It waits for a person. What it asks: loop-runtime --db ${path} approval list --state pending`,
      `Answer: loop-runtime --db ${path} approval respond --approval-id ID --answer approve`,
      resume,
    ]
  if (branch !== null) return [`Its work is one commit: git merge ${branch}`]
  const goesOn = status === 'interrupted' || (status === 'failed' && reason?.startsWith('model_error'))
  const kept = worktree !== null && status !== 'completed' ? [`What it did is kept: ${worktree}`] : []
  return [...kept, ...(goesOn ? [resume] : [])]
}
