import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { add, call, edit, finish, playground, read, type Said, test } from '../fixtures/played-run.ts'

const actions: Said[] = [
  ...[test, test, read, finish(), finish(), finish({ final_answer: ' ' }), edit('42', '41'), edit('41', '42'), edit('4', 'four')],
  ...[
    add('more.txt'),
    add('test/more.txt'),
    call('repo_read_file', { path: '../x' }),
    call('shell'),
    'prose',
    { status: 'failed', summary: 'x' },
  ],
  ...[{ status: 'needs_human', summary: 'Which?' }, { ...read, risk: 'high' }, call('repo_apply_patch', { patch: 'nonsense' })],
  ...[{ calls: [{ tool: 'repo.run_tests' }, { tool: 'repo_git_diff' }] }, { calls: [{ tool: 'finish', args: { final_answer: 'x' } }] }],
]

const ended = ['completed', 'failed', 'abandoned', 'stopped_by_human', 'budget_exceeded']
const seed = Date.now()

it(`whatever is replied, a run ends, and is completed only while its tests pass on the files as they are (seed ${seed})`, async () => {
  const flags = {
    security: { onViolation: 'feedback' },
    governance: { maxFinalRejections: 3, maxConsecutiveFailedSteps: 6, maxRecoveryAttempts: 9 },
    budget: { maxIterations: 12, maxEmptyRounds: 5 },
  } as const
  const { play, folder, replay } = playground({ flags })
  const answer = join(folder, 'answer.txt')
  const reached = new Set<string>()
  const lists = fc.tuple(fc.boolean(), fc.array(fc.constantFrom(...actions), { minLength: 12, maxLength: 12 }))
  await fc.assert(
    fc.asyncProperty(lists, async ([green, said]) => {
      for (const made of ['more.txt', 'test']) rmSync(join(folder, made), { recursive: true, force: true })
      writeFileSync(answer, `The answer is ${green ? 42 : 41}.\n`)
      const run = await play(said)
      reached.add(run.status)
      expect(ended).toContain(run.status)
      expect(run).toMatchObject({ active_root: null, owner: null })
      expect(await replay(run)).toMatchObject({ differences: [], status: run.status })
      if (run.status === 'completed') expect(readFileSync(answer, 'utf8')).toContain('42')
    }),
    { seed, numRuns: 20, examples: [[[true, [test, finish()]]]] },
  )
  expect(reached).toContain('completed')
})
