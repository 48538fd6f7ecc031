import { chmodSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { checkModel, checkSandbox, checkTests, checkTrace, checkWorkspace, tryCommand } from './checks.ts'
import { doctorPoints } from './points.ts'

const PATH = process.env.PATH

describe('doctor says', () => {
  it('where the work is, and what git knows of it', async () => {
    const root = temporaryFolder()
    expect(await checkWorkspace({ PATH, LOOP_WORKSPACE: root })).toEqual({
      fine: expect.stringMatching(/\nIt is not in git: diffs are empty/),
    })
    expect(await checkWorkspace({ PATH, LOOP_WORKSPACE: join(root, 'no') })).toMatch(/There is no folder .*\nName one/)
    expect(await checkWorkspace({ PATH })).toEqual({ fine: expect.stringContaining('None is configured') })
  })

  it('whether the test command could be started, without starting it', async () => {
    const root = temporaryFolder()
    const tests = (command: string) => checkTests({ PATH, LOOP_WORKSPACE: root, LOOP_RUNTIME_TEST_COMMAND: command })
    expect(await tests('sh -c "touch ran"')).toEqual({ fine: 'sh -c "touch ran"' })
    expect(await tests('cd app && make')).toEqual({ fine: 'cd app && make' })
    expect(await tests('nowhere-to-be-found --all')).toMatch(/nowhere-to-be-found was not found\.\nInstall it/)
    expect(readdirSync(root)).toEqual([])
  })

  it('what contains commands, and that nothing does', async () => {
    expect(await checkSandbox({ PATH, LOOP_RUNTIME_SANDBOX: 'off' })).toEqual({
      fine: expect.stringMatching(/^none: switched off\.\nCommands can/),
    })
    const without = { PATH: temporaryFolder(), LOOP_RUNTIME_SANDBOX: 'require' }
    await expect(checkSandbox(without)).rejects.toMatchObject({ code: 'sandbox_missing' })
  })

  it('whether a model could be asked, and shows no key', async () => {
    const said = await checkModel({ OPENAI_API_KEY: 'sk-very-secret' })
    expect(said).toEqual({ fine: expect.stringMatching(/^mock, made of rules.*\nOPENAI_API_KEY is set, ANTHROPIC_API_KEY is not set\.$/) })
    await expect(checkModel({ LOOP_RUNTIME_MODEL: 'anthropic:some' })).rejects.toMatchObject({
      message: expect.stringContaining('ANTHROPIC_API_KEY'),
    })
  })

  it('where runs are recorded, and what that withstands', async () => {
    const root = temporaryFolder()
    expect(await checkTrace({ LOOP_WORKSPACE: root })).toEqual({ fine: expect.stringMatching(/state\.sqlite\nsynchronous is normal/) })
    const full = await checkTrace({ LOOP_DB_PATH: `${root}/mine.db?synchronous=full` })
    expect(full).toEqual({ fine: `${root}/mine.db\nsynchronous is full: a power cut takes nothing.` })
    chmodSync(root, 0o500)
    const isRoot = process.getuid?.() === 0
    expect(await checkTrace({ LOOP_DB_PATH: join(root, 'a', 'mine.db') })).toEqual(
      isRoot ? expect.anything() : expect.stringContaining('cannot be written'),
    )
    chmodSync(root, 0o700)
    expect(readdirSync(root)).toEqual([])
  })

  it('that a command runs, where it is asked to try', async () => {
    expect(await tryCommand({ PATH, LOOP_RUNTIME_SANDBOX: 'off' })).toEqual({
      fine: expect.stringMatching(/^A command ran without a sandbox/),
    })
    const [trial] = doctorPoints.filter(({ trial }) => trial)
    expect(await trial?.check({ PATH }, undefined as never)).toEqual({ fine: expect.stringContaining('A command ran') })
  })
})
