import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

export interface Outcome {
  exitCode: number | null
  stdout: string
  stderr: string
}

export interface RunOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
}

/** Runs a program to its end, with nothing on its stdin. */
export async function run([program, ...words]: readonly [string, ...string[]], options: RunOptions = {}): Promise<Outcome> {
  const child = spawn(program, words, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  const [exitCode, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  return { exitCode, stdout, stderr }
}

/** Runs a program that has no reason to fail. */
export async function mustRun(command: readonly [string, ...string[]], options: RunOptions = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await run(command, options)
  if (exitCode !== 0) throw new Error(`${command.join(' ')} ended with ${exitCode}:\n${stdout}${stderr}`)
  return stdout
}
