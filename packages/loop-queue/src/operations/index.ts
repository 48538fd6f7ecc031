// Written by `pnpm gen` from the files of this folder; do not edit.
import { addComment } from './comment/add.ts'
import { deleteComment } from './comment/delete.ts'
import { listComments } from './comment/list.ts'
import { addDependency } from './dependency/add.ts'
import { removeDependency } from './dependency/remove.ts'
import { listInbox } from './inbox/list.ts'
import { setMailPreference } from './inbox/preference.ts'
import { markInboxRead } from './inbox/read.ts'
import { closeLoop } from './loop/close.ts'
import { createLoopFromTasks } from './loop/create-from-tasks.ts'
import { createLoop } from './loop/create.ts'
import { getLoop } from './loop/get.ts'
import { listLoops } from './loop/list.ts'
import { setLoopPriority } from './loop/prioritize.ts'
import { reopenLoop } from './loop/reopen.ts'
import { reorderLoops } from './loop/reorder.ts'
import { shipLoop } from './loop/ship.ts'
import { updateLoop } from './loop/update.ts'
import { addMember } from './member/add.ts'
import { listMembers } from './member/list.ts'
import { removeMember } from './member/remove.ts'
import { getNextWork } from './next.ts'
import { getLoopQueue } from './queue.ts'
import { getQueueStats } from './stats.ts'
import { bulkUpdateTasks } from './task/bulk-update.ts'
import { claimNextWork } from './task/claim-next.ts'
import { claimTask } from './task/claim.ts'
import { completeTask } from './task/complete.ts'
import { createTask } from './task/create.ts'
import { deleteTask } from './task/delete.ts'
import { explainTask } from './task/explain.ts'
import { exportTasks } from './task/export.ts'
import { getTask } from './task/get.ts'
import { heartbeatTask } from './task/heartbeat.ts'
import { importTasks } from './task/import.ts'
import { listTasks } from './task/list.ts'
import { releaseTask } from './task/release.ts'
import { updateTask } from './task/update.ts'
import { getWorkflow } from './workflow.ts'
import { checkQueue } from './workspace/check.ts'
import { getWorkspace } from './workspace/get.ts'
import { listWorkspaces } from './workspace/list.ts'
import { updateWorkspace } from './workspace/update.ts'

export const operations = [
  addComment,
  deleteComment,
  listComments,
  addDependency,
  removeDependency,
  listInbox,
  setMailPreference,
  markInboxRead,
  closeLoop,
  createLoopFromTasks,
  createLoop,
  getLoop,
  listLoops,
  setLoopPriority,
  reopenLoop,
  reorderLoops,
  shipLoop,
  updateLoop,
  addMember,
  listMembers,
  removeMember,
  getNextWork,
  getLoopQueue,
  getQueueStats,
  bulkUpdateTasks,
  claimNextWork,
  claimTask,
  completeTask,
  createTask,
  deleteTask,
  explainTask,
  exportTasks,
  getTask,
  heartbeatTask,
  importTasks,
  listTasks,
  releaseTask,
  updateTask,
  getWorkflow,
  checkQueue,
  getWorkspace,
  listWorkspaces,
  updateWorkspace,
]
