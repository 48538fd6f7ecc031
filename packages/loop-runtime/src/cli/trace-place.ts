import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { ignoreRecords } from '../place-of.ts'
import type { RunnableTask } from '../task/task.ts'
import { namedTracePath, tracePathOf, usualTracePath } from '../task/trace-path.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Where a run is recorded: where the task says, else beneath its workspace; of a folder that is not there, with everything else of Loop. */
export async function tracePlace({ traceDbPath, workspace }: RunnableTask, environment: Environment): Promise<string> {
  if (traceDbPath !== undefined) return tracePathOf(traceDbPath)
  const named = namedTracePath(environment)
  if (named !== undefined) return tracePathOf(named)
  const found = await stat(workspace).catch(() => undefined)
  if (!found?.isDirectory()) return join(environment.LOOP_HOME || join(homedir(), '.loop'), 'data', 'loop.db')
  await ignoreRecords(workspace)
  return join(workspace, usualTracePath)
}
