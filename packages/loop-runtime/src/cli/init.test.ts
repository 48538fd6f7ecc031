import { existsSync, lstatSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { typeCommand } from '../fixtures/type-command.ts'
import { readTask } from '../task/read-task.ts'
import { runnable, settleTask } from '../task/settle-task.ts'
import { init } from './init.ts'

const type = (...words: string[]) => typeCommand(init, words)

describe('init', () => {
  it('10. writes a task file that a run can begin with as it is', async () => {
    const root = temporaryFolder({ 'package.json': JSON.stringify({ scripts: { test: 'vitest', typecheck: 'tsc' } }) })
    const path = join(root, 'forloop.task.yaml')
    expect(await type('--workspace', root)).toEqual({ exitCode: 0, stdout: `Created ${path}\n`, stderr: '' })
    const task = runnable(settleTask({ file: readTask(readFileSync(path, 'utf8')) }))
    expect(task).toMatchObject({ workspace: root, testCommand: 'npm test', typecheckCommand: 'npm run typecheck', approvalMode: 'manual' })
    expect(task).toEqual(settleTask({ flags: { goal: task.goal, workspace: root, typecheckCommand: 'npm run typecheck' } }))
    expect(readdirSync(root).sort()).toEqual(['forloop.task.yaml', 'package.json'])
  })

  it('writes where it is told, and takes the folder of the environment', async () => {
    const root = temporaryFolder()
    const out = join(temporaryFolder(), 'task.yaml')
    expect(await typeCommand(init, ['--out', out], { environment: { LOOP_WORKSPACE: root } })).toMatchObject({ stdout: `Created ${out}\n` })
    expect(readTask(readFileSync(out, 'utf8')).workspace).toBe(root)
    expect(readdirSync(root)).toEqual([])
  })

  it('replaces a file only with --force, and never follows a link', async () => {
    const root = temporaryFolder({ mine: 'mine' })
    const path = join(root, 'forloop.task.yaml')
    symlinkSync('mine', path)
    expect(await type('--workspace', root)).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/is there already[\s\S]*--force/) })
    expect(await type('--workspace', root, '--force')).toMatchObject({ exitCode: 0 })
    expect([readFileSync(join(root, 'mine'), 'utf8'), lstatSync(path).isFile()]).toEqual(['mine', true])
  })

  it('makes no folder, and says which option was meant', async () => {
    const missing = join(temporaryFolder(), 'missing')
    expect(await type('--workspace', missing)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(`There is no folder ${missing}`),
    })
    expect(existsSync(missing)).toBe(false)
    expect(await type('--wrokspace', missing)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Did you mean --workspace?') })
  })
})
