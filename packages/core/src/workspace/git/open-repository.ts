import { join, resolve } from 'node:path'
import { type AskGit, askGit, GitFailure } from './ask-git.ts'
import { type IndexEntry, parseIndex } from './git-index.ts'
import { type GitSettings, readGitSettings } from './git-settings.ts'
import { parseStatus, type WorkTreeStatus } from './git-status.ts'
import { hasQuietConfig } from './quiet-config.ts'
import { readExcludes } from './read-excludes.ts'
import { type GitOptions, gitIn } from './run-git.ts'

/** What git knows of a repository; nothing that the repository configures was run to learn it. */
export interface OpenRepository {
  /** Runs git without the repository's own filters. */
  ask: AskGit
  /** Asked for only where a file is looked at, which in a clean tree none is. */
  settings(): Promise<GitSettings>
  index: IndexEntry[]
  status: WorkTreeStatus
  objectFormat: 'sha1' | 'sha256'
  /** The private ignore rules. */
  excludes: Buffer
}

/** Asks git for as much at once as it safely can, since starting git is most of the time; `paths` cuts everything down to a folder. */
export async function openRepository(root: string, options: GitOptions, paths: readonly string[]): Promise<OpenRepository> {
  const [gitWith, isQuiet] = await Promise.all([gitIn(root, options), hasQuietConfig(root)])
  const open = isQuiet ? openQuietly : openCarefully
  return open({ root, gitWith: (settings) => askGit(gitWith(settings)), paths })
}

interface Opening {
  root: string
  gitWith(settings?: readonly string[]): AskGit
  paths: readonly string[]
}

async function openQuietly({ root, gitWith, paths }: Opening): Promise<OpenRepository> {
  const ask = gitWith()
  const excludes = readExcludes({ root, commonFolder: join(root, '.git'), ownFile: undefined })
  const [index, status, rules] = await Promise.all([readIndex(ask, paths), readStatus(ask, paths), excludes])
  let settings: Promise<GitSettings> | undefined
  return {
    ask,
    settings() {
      settings ??= readGitSettings(ask)
      return settings
    },
    index,
    status,
    objectFormat: 'sha1',
    excludes: rules,
  }
}

/** Reads configuration and index first, neither of which runs a filter. */
async function openCarefully({ root, gitWith, paths }: Opening): Promise<OpenRepository> {
  const careful = gitWith()
  const facts = careful(['rev-parse', '--show-object-format', '--git-common-dir'])
  const [settings, index, { objectFormat, commonFolder }] = await Promise.all([
    readGitSettings(careful),
    readIndex(careful, paths),
    facts.then(parseFacts),
  ])
  const ask = gitWith(settings.withoutOwnFilters)
  const excludes = readExcludes({ root, commonFolder: resolve(root, commonFolder), ownFile: settings.ownExcludesFile })
  const [status, rules] = await Promise.all([readStatus(ask, paths), excludes])
  return { ask, settings: async () => settings, index, status, objectFormat, excludes: rules }
}

async function readIndex(ask: AskGit, paths: readonly string[]): Promise<IndexEntry[]> {
  return parseIndex(await ask(['ls-files', '-s', '-v', '-z', '--', ...paths]))
}

const statusArguments = ['--porcelain=v2', '--branch', '--no-ahead-behind', '-z', '--untracked-files=all', '--no-renames']

async function readStatus(ask: AskGit, paths: readonly string[]): Promise<WorkTreeStatus> {
  // Submodules are listed by us: git would look into them with their own filters on.
  const status = parseStatus(await ask(['status', ...statusArguments, '--ignore-submodules=all', '--', ...paths]))
  if (!status) throw new GitFailure('git status answered in another form')
  return status
}

function parseFacts(facts: string): { objectFormat: 'sha1' | 'sha256'; commonFolder: string } {
  const [, objectFormat, folder] = /^(sha1|sha256)\n([\s\S]+)\n$/.exec(facts) ?? []
  if (folder === undefined) throw new GitFailure('git rev-parse answered in another form')
  return { objectFormat: objectFormat as 'sha1' | 'sha256', commonFolder: Buffer.from(folder, 'latin1').toString('utf8') }
}
