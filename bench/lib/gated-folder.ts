import { execFile, execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { writeAccepted } from '../../packages/loop-gate/src/policy/accepted.ts'
import { readPolicy, sayFault } from '../../packages/loop-gate/src/policy/read-policy.ts'
import { emptyFolder } from './servers.ts'

/** A repository of its own beside a home of Loop, in which a policy may be in force. */
export interface GatedFolder {
  root: string
  /** LOOP_HOME. */
  home: string
  write(path: string, content: string): void
  read(path: string): string
  remove(path: string): void
  git(...args: string[]): string
  commit(message: string): void
  /** Puts a policy in force, as a person would. */
  accept(yaml: string): Promise<void>
  /** Runs a program as somebody at the keyboard would and gives its exit code. */
  run(program: string, args: readonly string[], environment?: Record<string, string>): Promise<number>
}

/** Makes a repository with one commit. */
export function gatedFolder(files: Readonly<Record<string, string>>): GatedFolder {
  const [root, home] = [realpathSync(emptyFolder()), realpathSync(emptyFolder())]
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', env: environmentIn(home) })
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  const commit = (message: string) => {
    git('add', '-A')
    git('commit', '-qm', message)
  }
  for (const [path, content] of Object.entries(files)) write(path, content)
  git('init', '-q')
  commit('first')
  return {
    root,
    home,
    write,
    read: (path) => readFileSync(join(root, path), 'utf8'),
    remove: (path) => rmSync(join(root, path)),
    git,
    commit,
    accept: (text) => acceptPolicy({ root, home, text }),
    run: (program, args, more = {}) => exitCodeOf(program, args, { cwd: root, env: { ...environmentIn(home), ...more } }),
  }
}

/** Files as a repository of some age has them: in folders of fifty, a few hundred bytes each. */
export function manyFiles(count: number): Record<string, string> {
  const file = (index: number) => [`src/part-${Math.floor(index / 50)}/file-${index}.js`, `export const value = ${index}\n`.repeat(12)]
  return Object.fromEntries(Array.from({ length: count }, (_, index) => file(index)))
}

/** Links the test runners of this repository into a folder, as an installation there would. */
export function linkRunners(root: string): void {
  const ours = createRequire(new URL('../../package.json', import.meta.url))
  const gates = createRequire(new URL('../../packages/loop-gate/package.json', import.meta.url))
  mkdirSync(join(root, 'node_modules/.bin'), { recursive: true })
  for (const [name, manifest, command] of [
    ['vitest', ours.resolve('vitest/package.json'), 'vitest.mjs'],
    ['mocha', gates.resolve('mocha/package.json'), 'bin/mocha.js'],
  ] as const) {
    symlinkSync(dirname(manifest), join(root, 'node_modules', name))
    symlinkSync(`../${name}/${command}`, join(root, 'node_modules/.bin', name))
  }
}

async function acceptPolicy({ root, home, text }: { root: string; home: string; text: string }): Promise<void> {
  const read = readPolicy(text)
  if ('faults' in read) throw new Error(read.faults.map(sayFault).join('\n'))
  mkdirSync(join(root, '.loop'), { recursive: true })
  writeFileSync(join(root, '.loop/gate.yaml'), text)
  const hash = createHash('sha256').update(text).digest('hex')
  const by = { accepted_at: new Date().toISOString(), accepted_by: 'owner', paused_until: null }
  await writeAccepted(home, { version: 1, root, hash, ...by, policy: read.policy, text })
}

/** Nobody's own settings of git and npm. */
function environmentIn(home: string): NodeJS.ProcessEnv {
  const person = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.com', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.com' }
  return { PATH: process.env.PATH, HOME: home, GIT_CONFIG_NOSYSTEM: '1', NPM_CONFIG_UPDATE_NOTIFIER: 'false', ...person }
}

function exitCodeOf(program: string, args: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }): Promise<number> {
  return new Promise((resolve, reject) => {
    execFile(program, args, options, (error) => {
      if (error && typeof error.code !== 'number') reject(error)
      else resolve(Number(error?.code ?? 0))
    })
  })
}
