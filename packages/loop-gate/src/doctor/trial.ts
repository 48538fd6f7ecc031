import { existsSync } from 'node:fs'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProcess, scrubEnvironment } from 'loop-core/process'
import { findInstalls } from '../clients/found.ts'
import { ownHookPath } from '../setup/hook-path.ts'
import { placesOf } from '../setup/places.ts'
import type { Places } from '../setup/targets.ts'
import { type HookProgram, hookProgram } from './hook-program.ts'

type Environment = Readonly<Record<string, string | undefined>>
type Program = Pick<HookProgram, 'path' | 'words'>

const mostMs = 5_000

/** Has the hook answer a stop in a folder that nobody gated, where it must let go at once. */
export async function tryHooks(environment: Environment, findOwn = ownHookPath): Promise<string | { fine: string }> {
  const programs = await programsOf(placesOf(environment), findOwn)
  if (programs.length === 0) return { fine: 'There is no hook here to be tried.' }
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'loop-gate-doctor-')))
  try {
    const tried = []
    for (const program of programs) tried.push(await tryOne(program, environment, folder))
    const faults = tried.flatMap(({ fault }) => fault ?? [])
    return faults.length > 0 ? faults.join('\n') : { fine: tried.map(({ said }) => said).join('\n') }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Our own program and those that the person's own files name. What files of a project name is not started: anybody could have written those. */
async function programsOf(places: Places, findOwn: () => string): Promise<Program[]> {
  const installs = await findInstalls(places)
  const named = installs.flatMap(({ scope, command }) => (scope === 'user' && command && hookProgram(command, places.root)) || [])
  const all = [...ownProgram(findOwn), ...named.filter(({ path, absolute }) => absolute && existsSync(path))]
  return all.filter(({ path }, index) => all.findIndex((other) => other.path === path) === index)
}

/** There is none where loop-gate is part of another program. */
function ownProgram(findOwn: () => string): Program[] {
  try {
    return [{ path: findOwn(), words: [] }]
  } catch {
    return []
  }
}

/** These would lead the hook away from the folder, to one that may be gated. */
const drop = ['CLAUDE_PROJECT_DIR', 'GEMINI_PROJECT_DIR', 'LOOP_WORKSPACE']

async function tryOne({ path, words }: Program, environment: Environment, cwd: string): Promise<{ said: string; fault?: string }> {
  let answer = ''
  const { durationMs, outcome } = await runProcess({
    ...{ command: [process.execPath, path, ...words], cwd, env: scrubEnvironment(environment, { drop }) },
    input: JSON.stringify({ hook_event_name: 'Stop', session_id: 'doctor', cwd, stop_hook_active: false }),
    ...{ timeoutMs: mostMs, graceMs: 0, maxOutputBytes: 0 },
    onOutput: (chunk, stream) => {
      if (stream === 'stdout' && answer.length < 1_000) answer += chunk.toString('utf8')
    },
  })
  if (outcome === 'exited' && answer.trim() === '{}') return { said: `${path} answered a stop in ${durationMs} ms.` }
  const instead = outcome === 'timed_out' ? `within ${mostMs / 1_000} s` : `but with ${JSON.stringify(answer.slice(0, 200))}`
  const fault = `${path} did not answer a stop in a folder without a policy with {}, ${instead}.\nInstall loop-gate anew, then: loop-gate setup CLIENT`
  return { said: '', fault }
}
