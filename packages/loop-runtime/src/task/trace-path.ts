import { resolve } from 'node:path'

/** Where a run is kept unless somebody says otherwise, beneath the workspace; readers of the reference look for it there. */
export const usualTracePath = '.forloop/state.sqlite'

type Environment = Readonly<Record<string, string | undefined>>

/** The path of a database that somebody named, and not the usual one of the folder that a server stands in. */
export function namedTracePath({ LOOP_DB_PATH, LOOP_WORKSPACE, DATABASE_URL }: Environment): string | undefined {
  if (LOOP_DB_PATH) return LOOP_DB_PATH === `${LOOP_WORKSPACE}/${usualTracePath}` ? undefined : LOOP_DB_PATH
  return DATABASE_URL?.startsWith('file:') ? DATABASE_URL : undefined
}

/** The path that a person means, typed as a path or as the address of a database file; `?synchronous=full` may stand behind either. */
export function tracePathOf(typed: string): string {
  return resolve(typed.replace(/^file:/, ''))
}
