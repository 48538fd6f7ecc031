import { demo } from './demo.ts'
import { exportTrace } from './export-trace.ts'
import { init } from './init.ts'
import { inspect } from './inspect.ts'
import { pruneWorktrees } from './prune-worktrees.ts'
import { replay } from './replay.ts'
import { resume } from './resume.ts'
import { run } from './run.ts'
import { watch } from './watch.ts'

export const commands = [init, run, resume, watch, inspect, exportTrace, replay, demo, pruneWorktrees]
