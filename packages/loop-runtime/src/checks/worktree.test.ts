import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commitAll, git as gitIn, makeTrap } from '../files/fixtures/workspace.ts'
import { filesOf, worktreePlayground } from '../fixtures/in-worktree.ts'
import { localRuntime } from '../fixtures/local-runtime.ts'
import { add, edit, finish, playground, test } from '../fixtures/played-run.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

const mended = [edit('42', '42 at last'), add('new file.txt'), test, finish()]

/** All that a repository keeps, but for what it knows of objects and of the new branch. */
function kept(folder: string): Record<string, string> {
  const others = /^\.git\/(objects|worktrees|(logs\/)?refs\/heads\/loop)(\/|$)/
  return Object.fromEntries(Object.entries(filesOf(folder)).filter(([path]) => !others.test(path)))
}

describe('a run in a worktree', () => {
  it('59. leaves the tree, the index and the branches of the person as they are, and its work as one commit on a branch', async () => {
    const { play, folder, worktrees, git, events } = worktreePlayground()
    appendFileSync(join(folder, 'answer.txt'), 'Changed and not committed.\n')
    writeFileSync(join(folder, 'other.txt'), 'Staged.\n')
    gitIn(folder, 'add', 'other.txt')
    const { program, hasRun } = makeTrap()
    for (const hook of ['pre-commit', 'post-checkout', 'commit-msg', 'post-commit', 'reference-transaction', 'post-index-change'])
      writeFileSync(join(folder, '.git/hooks', hook), `#!/bin/sh\n${program}\n`, { mode: 0o755 })
    const before = kept(folder)
    const run = await play(mended)
    expect(run).toMatchObject({ status: 'completed', branch: `loop/${run.id}`, dirty_start: 1 })
    expect(kept(folder)).toEqual(before)
    expect(hasRun()).toBe(false)
    expect(git('show', '--name-status', '--format=%P %s', run.branch!).split('\n')).toEqual([
      `${git('rev-parse', 'HEAD')} Make it right`,
      '',
      'M\tanswer.txt',
      'A\tnew file.txt',
    ])
    expect(git('show', `${run.branch}:answer.txt`)).toBe('The answer is 42 at last.')
    expect(JSON.parse(run.report!).findings).toContain('dirty_start')
    expect((await events(run, 'task_completed'))[0]!.payload).toMatchObject({ branch: run.branch })
    expect([worktrees(), git('worktree', 'list').split('\n').length]).toEqual([[], 1])
  })

  it('is replayed without a word to git', async () => {
    const { play, replay, git } = worktreePlayground()
    const run = await play(mended)
    git('branch', '-D', run.branch!)
    expect(await replay(run)).toMatchObject({ differences: [] })
    expect(git('branch', '--list', 'loop/*')).toBe('')
  })

  it('is kept until it is completed', async () => {
    const { play, resume, worktrees, git } = worktreePlayground({ flags: { approvalMode: 'manual' } })
    const waiting = await play(mended)
    expect(waiting).toMatchObject({ status: 'waiting_approval', branch: null })
    expect(worktrees()).toEqual([waiting.id])
    const done = await resume(waiting, mended, { ask: async () => ({ answer: 'approve' }) })
    expect(done).toMatchObject({ status: 'completed', root: waiting.root })
    expect([worktrees(), git('log', '--format=%s', '-1', done.branch!)]).toEqual([[], 'Make it right'])
  })

  it('works beside others of the same folder', async () => {
    const { play, folder, worktrees, task } = worktreePlayground({ flags: { approvalMode: 'manual' } })
    const [one, other] = await Promise.all([play(mended), play(mended)])
    expect([one!.status, other!.status]).toEqual(['waiting_approval', 'waiting_approval'])
    expect(worktrees()).toHaveLength(2)
    task.worktree = false
    expect(await play(mended)).toMatchObject({ status: 'waiting_approval', root: folder })
    await expect(play(mended)).rejects.toMatchObject({
      code: 'workspace_busy',
      hints: expect.arrayContaining([expect.stringContaining('--worktree')]),
    })
  })

  it('makes no branch where nothing was changed', async () => {
    const { play, git, worktrees } = worktreePlayground()
    expect(await play([test, finish()])).toMatchObject({ status: 'completed', branch: null })
    expect([git('branch', '--format=%(refname:short)'), worktrees()]).toEqual(['main', []])
  })

  it('works in the folder of a repository that is its workspace, with the packages that git ignores', async () => {
    const files = { 'part/answer.txt': '42\n', 'part/.gitignore': 'node_modules/\n', 'more.txt': 'more\n' }
    const { play, task, folder, git } = worktreePlayground({ files, flags: { testCommand: 'cat node_modules/left-pad/index.js' } })
    for (const name of ['left-pad', '.cache']) mkdirSync(join(folder, 'part/node_modules', name), { recursive: true })
    writeFileSync(join(folder, 'part/node_modules/left-pad/index.js'), '')
    task.workspace = join(folder, 'part')
    const run = await play([edit('42', '43'), test, finish()])
    expect(run).toMatchObject({ status: 'completed', dirty_start: 0, root: expect.stringMatching(/\/run_[^/]+\/part$/) })
    expect(git('show', '--name-only', '--format=', run.branch!)).toBe('part/answer.txt')
  })

  it('is refused where there is no commit to make it from', async () => {
    const { play, folder, task } = playground({
      flags: { worktree: true },
      runtime: localRuntime({ environment: { PATH: process.env.PATH, LOOP_HOME: temporaryFolder() } }),
    })
    expect(await play(mended)).toMatchObject({ status: 'failed', reason: expect.stringContaining('in no git repository') })
    gitIn(folder, 'init', '-q')
    expect(await play(mended)).toMatchObject({ status: 'failed', reason: expect.stringContaining('has no commit yet') })
    commitAll(folder)
    mkdirSync(join(folder, 'empty'))
    task.workspace = join(folder, 'empty')
    expect(await play(mended)).toMatchObject({ status: 'failed', reason: expect.stringContaining('No commit holds') })
    expect(existsSync(join(folder, '.git/worktrees'))).toBe(false)
  })
})

it('46. a worktree of a hostile repository runs none of its programs', async () => {
  const files = { 'answer.txt': '42\n', '.gitattributes': '* filter=evil diff=evil\n' }
  const { play, folder, git } = worktreePlayground({ files })
  const { program, hasRun } = makeTrap()
  const config = {
    ...{ 'filter.evil.clean': program, 'filter.evil.smudge': program, 'filter.evil.required': 'true', 'diff.evil.textconv': program },
    ...{ 'core.fsmonitor': program, 'core.hooksPath': '.', 'core.editor': program, 'core.sshCommand': program },
    ...{ 'commit.gpgSign': 'true', 'gpg.program': program, 'diff.external': program, 'merge.evil.driver': program },
  }
  for (const [name, value] of Object.entries(config)) gitIn(folder, 'config', name, value)
  writeFileSync(join(folder, 'post-checkout'), `#!/bin/sh\n${program}\n`, { mode: 0o755 })
  expect(await play(mended)).toMatchObject({ status: 'completed', branch: expect.any(String) })
  expect(hasRun()).toBe(false)
  expect(git('worktree', 'list').split('\n')).toHaveLength(1)
})
