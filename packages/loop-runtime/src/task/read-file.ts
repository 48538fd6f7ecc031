import { readFileSync } from 'node:fs'
import { readTask } from './read-task.ts'
import { fileMissing } from './refusals.ts'
import type { WrittenTask } from './task.ts'
import { readWorkspaces, type WorkspaceEntry } from './workspaces.ts'

/** Reads a task file that the operator named. */
export function readTaskFile(path: string): WrittenTask {
  return readTask(textOf(path, 'task'))
}

/** Reads the file of workspaces that the operator named. */
export function readWorkspacesFile(path: string): WorkspaceEntry[] {
  return readWorkspaces(textOf(path, 'config'))
}

function textOf(path: string, noun: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw fileMissing(path, noun)
  }
}
