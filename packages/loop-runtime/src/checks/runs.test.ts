import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { demoFiles } from '../demo/files.ts'
import { finish, playground, test } from '../fixtures/played-run.ts'

const demo = { files: demoFiles, flags: { testCommand: 'npm test', goal: 'Fix failing tests' } }
const source = (folder: string) => readFileSync(join(folder, 'src/validatePassword.js'), 'utf8')

describe('the demo', () => {
  it('11. is mended by the model that is made of rules', async () => {
    const { play, events, folder, replay } = playground(demo)
    const run = await play([], { model: undefined })
    expect(await replay(run)).toMatchObject({ differences: [], status: 'completed' })
    expect(run).toMatchObject({ status: 'completed', model: 'mock', confidence: 0.9 })
    expect(source(folder)).toContain('password.trim().length > 0')
    const all = await events(run)
    const types = all.map(({ type }) => type)
    expect(types).toEqual(expect.arrayContaining(['security_eval', 'approval_requested', 'loop_eval', 'quality_eval', 'task_completed']))
    expect(all.filter(({ type, payload }) => type === 'governance_decision' && payload.action === 'recover')).toHaveLength(1)
    expect(types.indexOf('decision_parsed')).toBeLessThan(types.indexOf('security_eval'))
  })

  it('12. is left alone where every approval is denied', async () => {
    const { play, folder } = playground({ ...demo, flags: { ...demo.flags, approvalMode: 'deny' } })
    expect(await play([], { model: undefined })).toMatchObject({ status: 'stopped_by_human' })
    expect(source(folder)).toBe(demoFiles['src/validatePassword.js'])
  })

  it('13. is over after one iteration where no more are allowed', async () => {
    const { play } = playground({ ...demo, flags: { ...demo.flags, budget: { maxIterations: 1 } } })
    expect(await play([], { model: undefined })).toMatchObject({ status: 'budget_exceeded', reason: 'maxIterations: 1 of 1.' })
  })

  it('has the files of the example', () => {
    const example = join(import.meta.dirname, '../../../../examples/buggy-auth-service')
    const paths = readdirSync(example, { recursive: true, encoding: 'utf8' })
      .filter((path) => statSync(join(example, path)).isFile() && !/(^|\/)(README\.md|\.forloop|node_modules)/.test(path))
      .map((path) => relative(example, join(example, path)))
    expect(Object.fromEntries(paths.map((path) => [path, readFileSync(join(example, path), 'utf8')]))).toEqual(demoFiles)
  })
})

describe('a run that cannot begin', () => {
  it('14. for want of its workspace has failed, and makes none', async () => {
    const { play, events, folder, task } = playground()
    task.workspace = join(folder, 'nowhere')
    const run = await play([test, finish()])
    expect(run).toMatchObject({ status: 'failed', reason: expect.stringContaining('does not exist') })
    expect(existsSync(join(folder, 'nowhere'))).toBe(false)
    expect((await events(run)).map(({ type }) => type)).not.toContain('skill_loaded')
  })

  it('15. for want of its skill has failed, and says so', async () => {
    const { play, events } = playground({ flags: { skill: 'nowhere' } })
    const run = await play([test, finish()])
    expect(run.status).toBe('failed')
    const types = (await events(run)).map(({ type }) => type)
    expect(types).toContain('skill_load_failed')
    expect(types).not.toContain('skill_loaded')
  })
})

it('57. the time of a run ends it while its model is silent', async () => {
  const { play, events } = playground({ flags: { budget: { maxWallSeconds: 1 } } })
  const silent = { name: 'silent', reply: ({ signal }: { signal: AbortSignal }) => rejectWith(signal) }
  const run = await play([], { model: silent })
  expect(run).toMatchObject({ status: 'budget_exceeded', reason: expect.stringContaining('maxWallSeconds') })
  expect(await events(run, 'budget_warning')).toHaveLength(1)
})

function rejectWith(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
}
