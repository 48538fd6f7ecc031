import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { digestWorkspace, type ListingOptions } from '../index.ts'

/** A real repository in a temporary folder, and a person with a home of their own. */
export interface TestRepository {
  root: string
  home: string
  env: NodeJS.ProcessEnv
  git(...args: string[]): string
  write(path: string, content: string): void
  /** Adds and commits everything. */
  commit(): void
  digest(options?: ListingOptions): Promise<string | null>
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'loop-workspace-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Writes a file and the folders above it. */
export function writeIn(folder: string, path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

/** A repository with one commit: `a.txt`, `src/b.txt` and a `.gitignore` for `*.log`. */
export function makeRepository(): TestRepository {
  const repository = emptyRepository()
  repository.write('a.txt', 'one\n')
  repository.write('src/b.txt', 'two\n')
  repository.write('.gitignore', '*.log\n')
  repository.commit()
  return repository
}

/** A repository without a commit. */
export function emptyRepository(root = temporaryFolder(), home = makeHome()): TestRepository {
  const env = { PATH: process.env.PATH, HOME: home }
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, env, encoding: 'utf8', stdio: 'pipe', timeout: 30_000 })
  git('init', '-q')
  return {
    root,
    home,
    env,
    git,
    write: (path, content) => writeIn(root, path, content),
    commit() {
      git('add', '-A')
      git('commit', '-q', '--allow-empty', '-m', 'a commit')
    },
    digest: async (options) => (await digestWorkspace(root, { env, ...options })).digest,
  }
}

function makeHome(): string {
  const home = temporaryFolder()
  writeIn(
    home,
    '.gitconfig',
    '[user]\nname = Somebody\nemail = somebody@example.com\n[init]\ndefaultBranch = main\n[protocol "file"]\nallow = always\n',
  )
  return home
}
