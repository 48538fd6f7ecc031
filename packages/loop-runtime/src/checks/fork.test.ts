import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { demoFiles } from '../demo/files.ts'
import { worktreePlayground } from '../fixtures/in-worktree.ts'
import { add, edit, finish, modelSaying, playground, read, test } from '../fixtures/played-run.ts'
import { forkRun } from '../fork/fork-run.ts'
import { mockModel } from '../models/mock.ts'
import type { StepRow } from '../storage/tables.ts'

/** What the demo's tests say, at a hundredth of their time. */
const testCommand = "grep -q 'trim()' src/validatePassword.js || { echo test/validatePassword.test.js; exit 1; }"
const skillFolders: string[] = []

function existsPatch(journal: readonly StepRow[], upTo: number): boolean {
  return journal.some(({ seq, tool }) => seq <= upTo && tool === 'repo_apply_patch')
}

describe('a fork', () => {
  it('goes on to the same end from any step of the demo, and repeats none before it', async () => {
    const { play, runtime, steps, resume, git, folder } = worktreePlayground({ files: demoFiles, flags: { testCommand } })
    const parent = await play([], { model: mockModel })
    const journal = await steps(parent)
    expect(journal.length).toBeGreaterThan(12)
    for (const { seq } of journal.slice(0, -1)) {
      const fork = await forkRun(runtime, { id: parent.id, step: seq, skillFolders })
      expect(fork).toMatchObject({ status: 'interrupted', parent_run_id: parent.id, forked_from_step: seq, steps: seq })
      const [inherited, patched] = [await steps(fork), existsPatch(journal, seq)]
      expect(inherited.map(({ result }) => result)).toEqual(journal.slice(0, seq).map(({ result }) => result))
      expect(readFileSync(join(fork.root, 'src/validatePassword.js'), 'utf8').includes('trim()'), `${seq}`).toBe(patched)
      // The way to the end is long, and the same from each of a few neighbours.
      if (seq % 4 !== 2) continue
      const done = await resume(fork, [], { model: mockModel })
      expect(done.status, `from ${seq}`).toBe('completed')
      expect(git('diff', '--stat', parent.branch!, done.branch!), `from ${seq}`).toBe('')
    }
    expect(git('status', '--porcelain', '--', folder)).toBe('')
  })

  it('tells its model what was said before, in the same words', async () => {
    const { play, runtime, resume } = worktreePlayground()
    const first = modelSaying([read, edit('42', '42!'), test, finish()])
    const parent = await play([], { model: first })
    const fork = await forkRun(runtime, { id: parent.id, step: 4, skillFolders })
    const second = modelSaying([test, finish()])
    expect((await resume(fork, [], { model: second })).status).toBe('completed')
    expect(second.requests[0]!.messages).toEqual(first.requests[2]!.messages)
  })

  it('holds what its patches touched, and leaves out what was shown elsewhere', async () => {
    const { play, runtime, resume, receipts, events } = worktreePlayground({ flags: { worktree: false } })
    const parent = await play([add('test/more.txt'), test, finish()])
    const fork = await forkRun(runtime, { id: parent.id, step: 4, skillFolders })
    expect(await receipts(fork)).toMatchObject([{ kind: 'patch', step: 2, run_id: fork.id }])
    expect(await events(fork, 'run_forked')).toMatchObject([{ payload: { from: parent.id, step: 4, patches: 1 } }])
    const done = await resume(fork, [finish(), test, finish()])
    expect([done.status, JSON.parse(done.report!).findings]).toEqual(['completed', ['verifier_changed', 'unsandboxed']])
    expect(await events(done, 'final_rejected')).toHaveLength(1)
  })

  it('is refused where its beginning cannot be made again', async () => {
    const { play, runtime, folder } = worktreePlayground({ flags: { worktree: false } })
    const parent = await play([test, finish()])
    await expect(forkRun(runtime, { id: parent.id, step: 99, skillFolders })).rejects.toMatchObject({ code: 'step_not_found' })
    await expect(forkRun(runtime, { id: 'run_none', step: 1, skillFolders })).rejects.toMatchObject({ code: 'run_not_found' })
    appendFileSync(join(folder, 'answer.txt'), 'Not committed.\n')
    const dirty = await play([test, finish()])
    await expect(forkRun(runtime, { id: dirty.id, step: 1, skillFolders })).rejects.toMatchObject({ code: 'fork_needs_clean_start' })
    const plain = playground({ runtime })
    const without = await plain.play([test, finish()])
    await expect(forkRun(runtime, { id: without.id, step: 1, skillFolders })).rejects.toMatchObject({ code: 'git_missing' })
  })
})
