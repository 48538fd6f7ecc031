import type { Caller } from '../../caller.ts'
import { LoopError } from '../../error.ts'
import type { Point } from './doctor.ts'

/** The oldest Node.js that everything here runs on. */
const oldest = [20, 19] as const

export function checkNode(version: string): Point {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const ok = major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
  return { name: 'node', ok, detail: version, ...(!ok && { remedy: `Install Node.js ${oldest.join('.')} or newer.` }) }
}

/** Whether the server that is worked against answers and knows the key. */
export async function checkServer(caller: Caller, environment: Readonly<Record<string, string | undefined>>): Promise<Point> {
  const name = 'server'
  const server = environment.LOOP_SERVER ?? 'LOOP_SERVER'
  try {
    const { role } = (await caller.call('who_am_i', {})) as { role?: unknown }
    return { name, ok: true, detail: `${originOf(server)} answers; the key has the role ${role}` }
  } catch (thrown) {
    if (!LoopError.is(thrown)) throw thrown
    // A server without accounts does not know the question, but it has answered.
    if (thrown.kind === 'not_found') return { name, ok: true, detail: `${originOf(server)} answers` }
    const hints = thrown.kind === 'unauthenticated' ? ['Set LOOP_KEY to a key of this server.'] : thrown.hints
    return { name, ok: false, detail: thrown.message, ...(hints.length > 0 && { remedy: hints.join('\n') }) }
  }
}

/** Without a path, and without a name and password that somebody may have put into it. */
function originOf(server: string): string {
  return URL.canParse(server) ? new URL(server).origin : 'the server'
}
