import { resolve } from 'node:path'
import { type AskGit, askGit, GitFailure } from './ask-git.ts'
import { type IndexEntry, parseIndex } from './git-index.ts'
import { type GitSettings, readGitSettings } from './git-settings.ts'
import { readExcludes } from './read-excludes.ts'
import { type GitOptions, gitIn } from './run-git.ts'

/** What is known of a repository before git may look at the content of its files. */
export interface OpenRepository {
  /** Runs git without the repository's own filters. */
  ask: AskGit
  settings: GitSettings
  index: IndexEntry[]
  objectFormat: 'sha1' | 'sha256'
  /** The private ignore rules. */
  excludes: Buffer
}

/** Reads configuration and index at once, neither of which runs a filter; `paths` cuts the index down to a folder. */
export async function openRepository(root: string, options: GitOptions, paths: readonly string[]): Promise<OpenRepository> {
  const gitWith = await gitIn(root, options)
  const careful = askGit(gitWith())
  const [settings, index, facts] = await Promise.all([
    readGitSettings(careful),
    careful(['ls-files', '-s', '-v', '-z', '--', ...paths]),
    careful(['rev-parse', '--show-object-format', '--git-common-dir']),
  ])
  const { objectFormat, commonFolder } = parseFacts(facts)
  return {
    ask: askGit(gitWith(settings.withoutOwnFilters)),
    settings,
    index: parseIndex(index),
    objectFormat,
    excludes: await readExcludes({ root, commonFolder: resolve(root, commonFolder), ownFile: settings.ownExcludesFile }),
  }
}

function parseFacts(facts: string): { objectFormat: 'sha1' | 'sha256'; commonFolder: string } {
  const [, objectFormat, folder] = /^(sha1|sha256)\n([\s\S]+)\n$/.exec(facts) ?? []
  if (folder === undefined) throw new GitFailure('git rev-parse answered in another form')
  return { objectFormat: objectFormat as 'sha1' | 'sha256', commonFolder: Buffer.from(folder, 'latin1').toString('utf8') }
}
