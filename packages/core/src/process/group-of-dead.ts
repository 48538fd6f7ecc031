import { readdir, readFile } from 'node:fs/promises'

/**
 * Whether all processes of a group have ended and only wait to be buried, which in a container without an init takes for ever.
 * Known on Linux only; elsewhere the answer is no.
 */
export async function isGroupOfDead(group: number): Promise<boolean> {
  const names = await readdir('/proc').catch(() => [])
  const stats = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(statOf))
  const members = stats.filter((stat) => stat.group === group)
  return members.length > 0 && members.every(({ state }) => state === 'Z' || state === 'X')
}

/** The name of a program stands before these fields in brackets and may hold anything, also brackets. */
async function statOf(pid: string): Promise<{ state: string; group: number }> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '')
  const [state = '', , group] = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return { state, group: Number(group) }
}
