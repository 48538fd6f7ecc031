// Written by `pnpm gen` from the files of this folder; do not edit.
import { createLoop } from './loop/create.ts'
import { getNextWork } from './next.ts'
import { claimNextWork } from './task/claim-next.ts'
import { claimTask } from './task/claim.ts'
import { completeTask } from './task/complete.ts'
import { createTask } from './task/create.ts'
import { getTask } from './task/get.ts'
import { heartbeatTask } from './task/heartbeat.ts'
import { listTasks } from './task/list.ts'
import { releaseTask } from './task/release.ts'
import { updateTask } from './task/update.ts'

export const operations = [
  createLoop,
  getNextWork,
  claimNextWork,
  claimTask,
  completeTask,
  createTask,
  getTask,
  heartbeatTask,
  listTasks,
  releaseTask,
  updateTask,
]
