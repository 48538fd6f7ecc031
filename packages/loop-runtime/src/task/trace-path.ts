/** Where a run is kept unless somebody says otherwise, beneath the workspace; readers of the reference look for it there. */
export const usualTracePath = '.forloop/state.sqlite'

type Environment = Readonly<Record<string, string | undefined>>

/** The path of a database that somebody named, and not the usual one of the folder that a server stands in. */
export function namedTracePath({ LOOP_DB_PATH, LOOP_WORKSPACE }: Environment): string | undefined {
  return LOOP_DB_PATH === `${LOOP_WORKSPACE}/${usualTracePath}` ? undefined : LOOP_DB_PATH || undefined
}
