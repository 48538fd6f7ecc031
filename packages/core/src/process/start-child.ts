import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { ownEnvironment, scrubEnvironment } from './environment.ts'
import type { ProcessRequest } from './process-types.ts'

/** A child that runs, in a group of its own. */
export type RunningChild = ChildProcessByStdio<Writable | null, Readable, Readable> & { pid: number }

type Spawn = typeof import('node:child_process').spawn

/** Starts the program, or returns the system's code for why it could not. */
export async function startChild(request: ProcessRequest): Promise<RunningChild | string> {
  try {
    // What starts programs is loaded with the first of them, since the shortest of our own runs start none.
    const { spawn } = await import('node:child_process')
    const child = spawnChild(spawn, request)
    request.onStart?.()
    await once(child, 'spawn')
    child.on('error', ignore)
    feed(child, request.input)
    return child
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'UNKNOWN'
  }
}

function spawnChild(spawn: Spawn, { command, cwd, env, input, marker }: ProcessRequest): RunningChild {
  const [program = '', ...args] = command
  return spawn(program, args, {
    cwd,
    env: { ...(env ?? scrubEnvironment(ownEnvironment())), ...(marker && { [marker.name]: marker.value }) },
    detached: process.platform !== 'win32',
    windowsHide: true,
    shell: false,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  }) as RunningChild
}

/** A child that closes its input early is no fault of ours. */
function feed(child: RunningChild, input: string | Uint8Array | undefined): void {
  child.stdin?.on('error', ignore)
  if (input !== undefined) child.stdin?.end(input)
}

function ignore(): void {}
