import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { settleTask } from '../task/settle-task.ts'
import { readRunFlags } from './run-flags.ts'

const read = (words: readonly string[], { typed = '', attended = false, environment = {}, format = 'human' as 'human' | 'json' } = {}) =>
  readRunFlags(words, { environment, format, stdin: Object.assign(Readable.from([Buffer.from(typed)]), { isTTY: attended }) })

const refused = (message: string, hint?: string) =>
  expect.objectContaining({ kind: 'invalid_input', message: expect.stringContaining(message), ...(hint && { hints: [hint] }) })

describe('the flags of run', () => {
  it('are those of the reference and the new ones, as a task that counts for more than its file', async () => {
    const seed = '--task t.yaml --goal Fix --workspace . --skill s --model mock --test-command t --typecheck-command c --auto-approve'
    const further = '--max-iterations 3 --trace-db db --skills-dir d --work-ref w --worktree --sandbox off --sandbox-network host'
    const budget = '--max-minutes 1.5 --max-tokens 100 --max-cost 0.5 --record r --quiet'
    expect(await read(`${seed} ${further} ${budget}`.split(' '))).toEqual({
      ...{ task: 't.yaml', skillsDir: 'd', workRef: 'w', record: 'r', json: false, quiet: true },
      flags: {
        ...{ goal: 'Fix', workspace: '.', skill: 's', model: 'mock', testCommand: 't', typecheckCommand: 'c', approvalMode: 'auto' },
        ...{ traceDbPath: 'db', worktree: true, sandbox: 'off', sandboxNetwork: 'host' },
        budget: { maxIterations: 3, maxWallSeconds: 90, maxTokens: 100, maxCostUsd: 0.5 },
      },
    })
  })

  it('hide nothing of the file where they were not typed', async () => {
    const { flags, ...others } = await read(['--deny-approval'], { environment: { LOOP_TASK_ID: 'task-7' }, format: 'json' })
    expect([flags, others]).toEqual([{ approvalMode: 'deny' }, { workRef: 'task-7', json: true, quiet: false }])
    expect(settleTask({ file: { model: 'openai', budget: { maxIterations: 2 } }, flags })).toMatchObject({
      model: 'openai',
      approvalMode: 'deny',
      budget: { maxIterations: 2 },
    })
  })

  it('read a goal from standard input, which must say one', async () => {
    expect((await read(['--goal', '-'], { typed: ' Fix it\nnow \n' })).flags.goal).toBe('Fix it\nnow')
    await expect(read(['--goal', '-'], { typed: ' \n' })).rejects.toEqual(refused('Standard input is empty'))
    await expect(read(['--goal=-'], { typed: 'x'.repeat(32_001) })).rejects.toEqual(refused('more than 32000'))
    await expect(read(['--goal', '-'], { attended: true })).rejects.toEqual(refused('a person sits there'))
  })

  it('31. are refused where they are misspelt, with the one that was meant', async () => {
    await expect(read(['--max-iteration', '3'])).rejects.toEqual(
      refused("Unknown option '--max-iteration'", 'Did you mean --max-iterations?'),
    )
    await expect(read(['--auto-aprove'])).rejects.toEqual(refused('--auto-aprove', 'Did you mean --auto-approve?'))
  })

  it('are refused where a value cannot be meant', async () => {
    for (const word of ['0', '-1', '1.5', 'x', '1e3'])
      await expect(read([`--max-iterations=${word}`])).rejects.toEqual(refused('whole number from 1'))
    for (const word of ['0', '-1', 'x', '1e3', '']) await expect(read([`--max-cost=${word}`])).rejects.toEqual(refused('a number above 0'))
    await expect(read(['--sandbox', 'on'])).rejects.toEqual(refused('--sandbox is auto, require, off, not "on".'))
    await expect(read(['--auto-approve', '--deny-approval'])).rejects.toEqual(refused('exclude each other'))
    await expect(read(['more'])).rejects.toEqual(refused('more'))
  })
})
