import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { commitAll, git } from '../files/fixtures/workspace.ts'
import { runIn } from '../fixtures/run-in.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { gitDataOf } from './git-data.ts'
import { openSandbox } from './open-sandbox.ts'

it('the git data of a worktree is shown to commands, and cannot be written', async () => {
  const repository = temporaryFolder({ 'part/a.txt': 'a\n', '.gitignore': 'node_modules\n' })
  commitAll(repository)
  const top = join(temporaryFolder(), 'worktree')
  git(repository, 'worktree', 'add', '--detach', top)
  expect(await gitDataOf(join(top, 'part'))).toEqual([top, join(repository, '.git')])
  const environment = { PATH: process.env.PATH, HOME: '/nonexistent' }
  const root = join(top, 'part')
  const sandbox = await openSandbox({ mode: 'auto', network: 'none', root, environment, isProtected: () => false })
  if (sandbox.report.kind === 'none') return
  const command = `git log --format=%s && echo b > a.txt && git status --short && ! echo x > ${repository}/.git/x && ! echo x > ../.git`
  const { outcome, stdout } = await runIn(root, command, { sandbox })
  expect([outcome, stdout.full]).toEqual(['passed', 'a commit\n M a.txt\n'])
})

it('a file that only claims to be of a worktree has nothing shown', async () => {
  const home = temporaryFolder({
    '.ssh/worktrees/x/HEAD': '',
    '.ssh/worktrees/x/gitdir': '/elsewhere/.git',
    'repository/.git': 'gitdir: ../.ssh/worktrees/x\n',
  })
  expect(await gitDataOf(join(home, 'repository'))).toEqual([])
  mkdirSync(join(home, 'repository/evil'))
  writeFileSync(join(home, 'repository/evil/gitdir'), join(home, 'repository/.git'))
  writeFileSync(join(home, 'repository/evil/commondir'), join(home, '.ssh'))
  writeFileSync(join(home, 'repository/.git'), 'gitdir: evil\n')
  expect(await gitDataOf(join(home, 'repository'))).toEqual([])
  expect(await gitDataOf(temporaryFolder())).toEqual([])
})
