import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../architecture/source-files.ts'

/** Where the files stand with which loop-ctl is put on a server. */
export const folder = join(root, 'packages/loop-ctl/deploy')

export const scripts = readdirSync(folder).filter((name) => name.endsWith('.sh'))

export function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8')
}

/** Whether a program is on this machine. */
export function isHere(program: string): boolean {
  return spawnSync(program, ['--version']).error === undefined
}

/** Runs a program to its end. */
export function run(program: string, words: readonly string[], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8', env: { ...process.env, ...environment } })
  return { status, stdout, stderr }
}

/** Runs one of the scripts. */
export function script(name: string, words: readonly string[], environment?: Record<string, string>) {
  return run('bash', [join(folder, name), ...words], environment)
}
