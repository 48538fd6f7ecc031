import { execFileSync } from 'node:child_process'
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { emptyFolder } from './servers.ts'

/** Makes a repository with one commit in a folder of its own, and says where it is. */
export function repository(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(emptyFolder())
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  const person = ['-c', 'user.name=A', '-c', 'user.email=a@example.com']
  const env = { PATH: process.env.PATH, HOME: root, GIT_CONFIG_NOSYSTEM: '1' }
  for (const words of [
    ['init', '-q'],
    ['add', '-A'],
    [...person, 'commit', '-qm', 'first'],
  ])
    execFileSync('git', words, { cwd: root, env })
  return root
}
