import { signalGroup } from './process-group.ts'

const living = new Set<number>()

/** Remembers a group so that it does not outlive us, and returns how to forget it. */
export function keepTrackOfGroup(pid: number): () => void {
  if (living.size === 0) process.once('exit', killLivingGroups)
  living.add(pid)
  return () => {
    living.delete(pid)
    if (living.size === 0) process.removeListener('exit', killLivingGroups)
  }
}

/** A detached child is not ended with its parent by anyone else. */
function killLivingGroups(): void {
  for (const pid of living) signalGroup(pid, 'SIGKILL')
}
