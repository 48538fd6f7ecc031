import { readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { localRuntime } from '../fixtures/local-runtime.ts'
import { call, finish, playground, test } from '../fixtures/played-run.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { typeCommand } from '../fixtures/type-command.ts'
import { replay } from './replay.ts'

const task = `goal: Another one
workspace: /nowhere
testCommand: grep -q 42 answer.txt
approvalMode: auto
governance: { maxConsecutiveFailedSteps: 1 }
`

it('prints what a changed task would decide otherwise, and exits with 1 only then', async () => {
  const runtime = localRuntime()
  const { play } = playground({ runtime })
  const { id } = await play([call('repo_read_file', { path: 'missing' }), test, finish()])
  const file = join(temporaryFolder({ 'task.yaml': task }), 'task.yaml')
  const type = (...words: string[]) => typeCommand(replay, [...words, '--trace-db', runtime.path])
  const same = await type(id)
  expect(same).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^run_.*, completed: all \d+ decisions are the same\.\n$/) })
  const other = await type(id, '--task', file)
  expect(other.exitCode).toBe(1)
  expect(other.stdout).toMatch(
    /completed, now abandoned: 2 decisions differ\.\n {2}iteration 1 · governance of the step: recover → abandon\n {6}1 failed steps/,
  )
  const asJson = await type(id, '--task', file, '--json')
  expect(JSON.parse(asJson.stdout)).toMatchObject({ run_id: id, status: 'abandoned', differences: [{ iteration: 1 }, { gate: 'end' }] })
})

it('refuses what it cannot replay', async () => {
  const { path } = localRuntime()
  const file = join(temporaryFolder(), 'task.yaml')
  writeFileSync(file, 'goal: x\nbudget: { maxIteration: 2 }\n')
  expect(await typeCommand(replay, [])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('replay RUN') })
  expect(await typeCommand(replay, ['run_1', '--trace-db', path])).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(path) })
  expect(readdirSync(dirname(path))).toEqual([])
  expect(await typeCommand(replay, ['run_1', '--task', `${file}.no`])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('no task file'),
  })
})
