import { readRecording } from '../replay/read-recording.ts'
import { type Replayed, replay } from '../replay/replay.ts'
import type { RunRow } from '../storage/tables.ts'
import { readTask } from '../task/read-task.ts'
import { runnable, settleTask } from '../task/settle-task.ts'
import type { RunnableTask } from '../task/task.ts'
import { withTrace } from './open-trace.ts'

/** Replays one run under its own task, or under one that somebody wrote; goal and folder stay those of the run. */
export async function replayTrace(
  which: { path: string; id: string },
  written: string | undefined,
): Promise<{ run: RunRow; replayed: Replayed }> {
  return withTrace(which, async ({ run, reading }) => {
    const own = JSON.parse(run.task) as RunnableTask
    const { goal, workspace } = own
    const task = written === undefined ? own : runnable(settleTask({ file: readTask(written), flags: { goal, workspace } }))
    return { run, replayed: await replay(await readRecording(reading, run), task) }
  })
}
