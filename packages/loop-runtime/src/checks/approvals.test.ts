import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { add, call, edit, finish, modelSaying, playground, read, test } from '../fixtures/played-run.ts'
import type { PersonsAnswer } from '../run/engine.ts'

const manual = { flags: { approvalMode: 'manual' } } as const
const change = edit('answer is', 'true answer is')
const working = [change, test, finish()]
const saying = (answer: PersonsAnswer) => async () => answer

describe('somebody who is there', () => {
  it('54. sends a patch back with a comment, which the next request tells the model', async () => {
    const { play, folder } = playground(manual)
    const model = modelSaying([change, add('more.txt'), test, finish()])
    const answers: PersonsAnswer[] = [{ answer: 'revise', comment: 'Leave that file alone.' }, { answer: 'approve' }]
    const run = await play([], { model, ask: async () => answers.shift() })
    expect(run.status).toBe('completed')
    expect(JSON.stringify(model.requests[1]?.messages)).toContain('A person says: Leave that file alone.')
    expect(readFileSync(join(folder, 'answer.txt'), 'utf8')).toBe('The answer is 42.\n')
  })

  it('12. denies a patch, and the run ends with the file unchanged', async () => {
    const { play, folder } = playground(manual)
    expect(await play(working, { ask: saying({ answer: 'deny' }) })).toMatchObject({ status: 'stopped_by_human' })
    expect(readFileSync(join(folder, 'answer.txt'), 'utf8')).toBe('The answer is 42.\n')
  })

  it('55. is asked again where a file changed while they thought, about the files as they are', async () => {
    const { play, folder, approvals } = playground(manual)
    let asked = 0
    const ask = async (): Promise<PersonsAnswer> => {
      asked += 1
      if (asked === 1) writeFileSync(join(folder, 'other.txt'), 'meanwhile\n')
      return { answer: 'approve' }
    }
    const run = await play(working, { ask })
    expect(run.status).toBe('completed')
    expect((await approvals(run)).map(({ state }) => state)).toEqual(['withdrawn', 'approved'])
    expect(asked).toBe(2)
  })

  it('is asked once for all patches of a run, but not for one that touches what judges it', async () => {
    const { play, approvals } = playground(manual)
    const said = [add('one.txt'), add('two.txt'), add('test/three.txt'), test, finish()]
    const run = await play(said, { ask: saying({ answer: 'approve', scope: 'run' }) })
    expect(run.status).toBe('completed')
    expect((await approvals(run)).map(({ kind }) => kind)).toEqual(['mutation', 'verifier_change'])
  })

  it('who answers after somebody else was second', async () => {
    const { play, answer, approvals, folder } = playground(manual)
    const run = await play(working, {
      ask: async (approval) => {
        await answer({ id: approval.run_id }, { state: 'denied' })
        return { answer: 'approve' }
      },
    })
    expect(run.status).toBe('stopped_by_human')
    expect(await approvals(run)).toMatchObject([{ state: 'denied', via: 'http' }])
    expect(readFileSync(join(folder, 'answer.txt'), 'utf8')).toBe('The answer is 42.\n')
  })

  it('answers a question, and the model hears it', async () => {
    const { play } = playground(manual)
    const model = modelSaying([{ status: 'needs_human', summary: 'Which?' }, test, finish()])
    const run = await play([], { model, ask: saying({ answer: 'reply', comment: 'The first.' }) })
    expect(run.status).toBe('completed')
    expect(JSON.stringify(model.requests[1]?.messages)).toContain('A person says: The first.')
  })

  it('is told nothing of what cannot be done anyway', async () => {
    const { play, approvals } = playground(manual)
    const run = await play([edit('nowhere', 'x'), test, finish()], { ask: saying({ answer: 'deny' }) })
    expect(run.status).toBe('completed')
    expect(await approvals(run)).toEqual([])
  })
})

describe('a run that waits', () => {
  it('53. shows its patch, is answered elsewhere, and then does it once', async () => {
    const { play, resume, answer, approvals, events, receipts, folder } = playground(manual)
    const waiting = await play(working)
    expect(waiting).toMatchObject({ status: 'waiting_approval', owner: null })
    expect(await approvals(waiting)).toMatchObject([{ state: 'pending', preview: expect.stringContaining('+The true answer is 42.') }])
    expect(await resume(waiting, working)).toMatchObject({ status: 'waiting_approval' })
    expect(await answer(waiting, { state: 'approved' })).toBe(true)
    const run = await resume(waiting, working.slice(1))
    expect(run.status).toBe('completed')
    expect(readFileSync(join(folder, 'answer.txt'), 'utf8')).toBe('The true answer is 42.\n')
    expect((await receipts(run)).map(({ kind }) => kind)).toEqual(['patch', 'tests'])
    expect(await events(run, 'approval_requested')).toHaveLength(1)
    expect(await events(run, 'approval_result')).toHaveLength(1)
  })

  it('54. hears a comment that was left elsewhere, also where the files changed', async () => {
    const { play, resume, answer, folder } = playground(manual)
    const waiting = await play(working)
    await answer(waiting, { state: 'revised', comment: 'Rather not.' })
    writeFileSync(join(folder, 'other.txt'), 'meanwhile\n')
    const model = modelSaying([test, finish()])
    expect(await resume(waiting, [], { model })).toMatchObject({ status: 'completed' })
    expect(JSON.stringify(model.requests[0]?.messages)).toContain('Rather not.')
  })

  it.each(['before', 'after'])('55. asks again where a file changed %s the answer', async (when) => {
    const { play, resume, answer, approvals, folder } = playground(manual)
    const waiting = await play(working)
    if (when === 'after') await answer(waiting, { state: 'approved', scope: 'run' })
    writeFileSync(join(folder, 'other.txt'), 'meanwhile\n')
    if (when === 'before') await answer(waiting, { state: 'approved', scope: 'run' })
    const again = await resume(waiting, working)
    expect(again.status).toBe('waiting_approval')
    expect((await approvals(again)).map(({ state }) => state)).toEqual(['withdrawn', 'pending'])
    await answer(again, { state: 'approved' })
    expect(await resume(again, working.slice(1))).toMatchObject({ status: 'completed' })
  })

  it('is denied elsewhere, and ends', async () => {
    const { play, resume, answer } = playground(manual)
    const waiting = await play([{ ...read, risk: 'high' }])
    await answer(waiting, { state: 'denied' })
    expect(await resume(waiting, [finish()])).toMatchObject({ status: 'stopped_by_human' })
  })

  it('asks about each action of a reply by itself', async () => {
    const { play, resume, answer, approvals, folder } = playground(manual)
    const calls = ['one.txt', 'two.txt'].map((path) => ({
      tool: 'repo_apply_patch',
      args: { edits: [{ path, search: '', replace: 'x\n' }] },
    }))
    const waiting = await play([{ calls }])
    await answer(waiting, { state: 'approved' })
    const second = await resume(waiting, [])
    expect(second.status).toBe('waiting_approval')
    expect(readFileSync(join(folder, 'one.txt'), 'utf8')).toBe('x\n')
    await answer(second, { state: 'approved' })
    expect(await resume(second, [test, finish()])).toMatchObject({ status: 'completed' })
    expect(await approvals(second)).toHaveLength(2)
  })

  it('lets what only reads go on without anybody', async () => {
    const { play } = playground(manual)
    expect(await play([read, call('repo_list_files'), test, finish()])).toMatchObject({ status: 'completed' })
  })
})
