import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { worktreePlayground } from '../fixtures/in-worktree.ts'
import { edit } from '../fixtures/played-run.ts'
import { typeCommand } from '../fixtures/type-command.ts'
import { changeRun } from '../storage/runs.ts'
import { pruneWorktrees } from './prune-worktrees.ts'

it('worktree prune removes what ended runs left, names it, and touches no other folder', async () => {
  const { play, runtime, home, git, folder } = worktreePlayground({ flags: { approvalMode: 'manual' } })
  const [waiting, ended, foreign] = [await play([edit('42', '43')]), await play(['Nothing.']), await play(['Nothing.'])]
  await runtime.transaction('write', ({ db }) => changeRun(db, foreign!, { worktree: folder, active_root: null }))
  const type = () =>
    typeCommand(pruneWorktrees, ['--trace-db', runtime.path], { environment: { LOOP_HOME: home, PATH: process.env.PATH! } })
  const { status, id, worktree } = ended!
  expect(await type()).toEqual({ exitCode: 0, stderr: '', stdout: `Removed ${worktree} of ${id}, ${status}\n` })
  expect([existsSync(worktree!), existsSync(waiting!.worktree!), existsSync(folder)]).toEqual([false, true, true])
  expect(git('worktree', 'list')).not.toContain(id)
  expect(await type()).toMatchObject({ stdout: 'No run that has ended has a worktree.\n' })
})
