import { homedir } from 'node:os'
import { join } from 'node:path'

/** The folder of Loop on this machine, where accepted policies lie. */
export function homeIn(environment: Readonly<Record<string, string | undefined>>): string {
  return environment.LOOP_HOME || join(homedir(), '.loop')
}
