import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { workspaceFiles } from '../files/workspace-files.ts'
import { add, edit, finish, modelSaying, playground, read, type Said, test, verdictIn } from '../fixtures/played-run.ts'
import type { Model } from '../model.ts'
import { openSandbox } from '../sandbox/open-sandbox.ts'
import { receiptsSince } from '../storage/receipts.ts'
import { undo } from '../tools/undo.ts'

const lint = { id: 'lint', kind: 'check_passed', check: 'lint', description: 'No findings', required: true } as const

type Playground = ReturnType<typeof playground>

/** A model between whose replies something happens: before the one of each number. */
function meanwhile(said: readonly Said[], happens: Record<number, () => unknown>): Model {
  const model = modelSaying(said)
  return {
    ...model,
    async reply(request) {
      await happens[model.requests.length]?.()
      return model.reply(request)
    },
  }
}

/** Takes the newest patch back, as a person does. */
async function undoLast({ folder, runtime, task }: Playground): Promise<void> {
  const files = await workspaceFiles({ root: folder, deny: [], allow: [] })
  const request = { mode: 'off', network: 'none', root: folder, environment: {}, isProtected: () => false } as const
  const receipts = await runtime.transaction('read', ({ db }) => receiptsSince(db, folder, ''))
  const patch = receipts.findLast(({ kind }) => kind === 'patch')!
  await undo({ runtime, files, rules: task, sandbox: () => openSandbox(request) }, patch.id, { signal: runtime.signal })
}

describe('tests that passed', () => {
  it('32. before a patch are stale, by path and step; after it the run is completed', async () => {
    const { play, events } = playground()
    const run = await play([test, edit('answer is', 'true answer is'), finish(), test, finish()])
    expect(run.status).toBe('completed')
    expect((await events(run, 'final_rejected'))[0]?.payload.feedback).toContain('tests_passed is stale')
    expect(await events(run, 'evidence_stale')).toMatchObject([{ payload: { paths: ['answer.txt'], step: 4 } }])
  })

  it('33. before somebody edits a file that git does not know are stale', async () => {
    const place = playground()
    const edited = () => writeFileSync(join(place.folder, 'untracked.txt'), 'new\n')
    const run = await place.play([], { model: meanwhile([test, finish()], { 1: edited }) })
    expect(run.status).toBe('abandoned')
    expect(verdictIn(run, 'tests_passed')).toMatchObject({ verdict: 'stale', stale_because: { paths: ['untracked.txt'] } })
  })

  it('34. before a patch that was taken back are stale, though the files are the same', async () => {
    const place = playground({ flags: { evaluationCriteria: [{ id: 'changed', kind: 'diff_present', description: 'x' }] } })
    const said = [test, edit('answer is', 'true answer is'), finish()]
    const run = await place.play([], { model: meanwhile(said, { 2: () => undoLast(place) }) })
    expect(run.status).toBe('abandoned')
    expect(verdictIn(run, 'tests_passed')).toMatchObject({ verdict: 'stale' })
    expect(verdictIn(run, 'changed')).toMatchObject({ verdict: 'failed' })
  })

  it('35. and wrote a file prove nothing of it; a second run that leaves it alone does', async () => {
    const testCommand = 'test -e made.txt || echo x > made.txt; grep -q 42 answer.txt'
    const { play, events, receipts } = playground({ flags: { testCommand } })
    const run = await play([test, finish(), test, finish()])
    expect(run.status).toBe('completed')
    expect((await events(run, 'final_rejected'))[0]?.payload.feedback).toContain('the command itself changed files')
    expect((await receipts(run)).map(({ wrote }) => wrote)).toEqual(['["made.txt"]', '[]'])
  })

  it('37. because all were skipped are no tests', async () => {
    const files = { 'skipped.test.mjs': "import { test } from 'node:test'\ntest.skip('one', () => {})\n" }
    const { play, events } = playground({ files, flags: { testCommand: 'node --test' } })
    const run = await play([test, finish()])
    expect(run.status).not.toBe('completed')
    expect((await events(run, 'final_rejected'))[0]?.payload.feedback).toContain('no_tests')
  })
})

describe('a patch to a test', () => {
  const verifier = [add('test/more.txt'), test, finish()]

  it('36. is a finding of a completed run', async () => {
    const { play, events } = playground()
    const run = await play(verifier)
    expect(run.status).toBe('completed')
    expect(JSON.parse(run.report!).findings).toContain('verifier_changed')
    expect(await events(run, 'approval_requested')).toMatchObject([{ payload: { kind: 'verifier_change' } }])
  })

  it('36. is refused where verifiers are protected', async () => {
    const { play, events } = playground({ flags: { security: { protectVerifiers: 'deny' } } })
    const run = await play(verifier)
    expect(run.status).toBe('failed')
    expect(await events(run, 'tool_denied')).toMatchObject([{ payload: { code: 'path_denied' } }])
  })

  it('36. rejects a final answer where the task says so', async () => {
    const { play } = playground({ flags: { quality: { failOn: ['verifier_changed'] } } })
    expect(await play(verifier)).toMatchObject({ status: 'abandoned' })
  })
})

it('a run that began on changes without a commit says so', async () => {
  const { play, folder } = playground()
  const git = (...words: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...words], { cwd: folder })
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'all')
  const clean = await play([read, test, finish()])
  expect(JSON.parse(clean.report!).findings).not.toContain('dirty_start')
  writeFileSync(join(folder, 'mine.txt'), 'x\n')
  expect(JSON.parse((await play([read, test, finish()])).report!).findings).toContain('dirty_start')
})

describe('verifyOnFinal', () => {
  const flags = { checks: { lint: 'true' }, quality: { verifyOnFinal: true } }

  it('runs again what a final answer needs and nobody has shown on the present files', async () => {
    const { play, receipts, steps } = playground({ flags: { ...flags, evaluationCriteria: [lint] } })
    const run = await play([test, edit('answer is', 'true answer is'), finish()])
    expect(run).toMatchObject({ status: 'completed', final_answer: 'It is done.' })
    expect((await receipts(run)).map(({ kind, step }) => [kind, step])).toEqual([
      ['tests', 2],
      ['patch', 4],
      ['check', 6],
      ['tests', 6],
    ])
    expect((await steps(run)).at(-1)).toMatchObject({ seq: 6, kind: 'verify', outcome: 'ok' })
  })

  it('accepts nothing that is red, and runs nothing that was shown', async () => {
    const { play, receipts } = playground({ flags })
    const red = await play([edit('42', '43'), finish(), finish()])
    expect(red.status).toBe('abandoned')
    expect(verdictIn(red, 'tests_passed')?.verdict).toBe('failed')
    const again = playground({ flags })
    expect((await again.receipts(await again.play([test, finish()]))).length).toBe(1)
    expect((await receipts(red)).filter(({ kind }) => kind === 'tests')).toHaveLength(2)
  })
})

it('without verifyOnFinal the engine runs nothing by itself', async () => {
  const { play, receipts } = playground()
  const run = await play([read, finish(), finish()])
  expect(run.status).toBe('abandoned')
  expect(await receipts(run)).toEqual([])
})
