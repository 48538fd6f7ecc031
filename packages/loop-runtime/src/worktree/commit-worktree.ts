import { relative } from 'node:path'
import type { Runtime } from '../runtime.ts'
import type { RunRow } from '../storage/tables.ts'
import { type AskGit, askGit } from './ask-git.ts'

type Run = Pick<RunRow, 'id' | 'root' | 'worktree' | 'base_commit' | 'goal'>

/** Makes one commit of what a run did in its worktree, on a branch of its own, and says which; null where nothing was changed. */
export async function commitWorktree(runtime: Runtime, run: Run, answer: string): Promise<string | null> {
  const { id, root, worktree, base_commit: base } = run
  if (worktree === null || base === null) return null
  const git = await askGit(runtime, worktree)
  const tree = await treeOf(git, relative(worktree, root))
  if (tree === (await line(git, ['rev-parse', '--verify', `${base}^{tree}`]))) return null
  const commit = await line(git, [...(await person(git)), 'commit-tree', tree, '-p', base, '-F', '-'], messageOf(run, answer))
  const branch = `loop/${id}`
  // Whoever died behind this does it again, so the branch may be there.
  await git(['update-ref', `refs/heads/${branch}`, commit])
  return branch
}

/** By names and not by `git add`, which would start git, with what it configures, in a repository that lies inside. */
async function treeOf(git: AskGit, scope: string): Promise<string> {
  const differ = await git(['ls-files', '-z', '--others', '--modified', '--deleted', '--exclude-standard', ...(scope ? ['--', scope] : [])])
  const names = differ.toString('latin1').split('\0')
  const files = [...new Set(names)].filter((name) => name !== '' && !name.endsWith('/'))
  await git(['update-index', '-z', '--add', '--remove', '--stdin'], Buffer.from(files.map((name) => `${name}\0`).join(''), 'latin1'))
  return line(git, ['write-tree'])
}

async function line(git: AskGit, args: readonly string[], input?: string): Promise<string> {
  return `${await git(args, input)}`.trim()
}

/** Nobody has to be known to git for a run to be kept. */
async function person(git: AskGit): Promise<string[]> {
  const isKnown = await git(['var', 'GIT_COMMITTER_IDENT']).then(
    () => true,
    () => false,
  )
  return isKnown ? [] : ['-c', 'user.name=Loop', '-c', 'user.email=loop@localhost']
}

function messageOf({ id, goal }: Run, answer: string): string {
  const [first = ''] = goal.trim().split('\n')
  const subject = first.length > 72 ? `${first.slice(0, 71)}…`.toWellFormed() : first
  return `${subject}\n\n${answer.trim()}\n\nLoop-Run: ${id}\n`
}
