import { expect, it } from 'vitest'
import { dueChecks } from './due-checks.ts'
import { evidenceWith, receiptWith, taskWith } from './fixtures/gates.ts'

const check = (id: string, required = true) => ({ id, kind: 'check_passed', check: 'lint', description: 'No findings', required }) as const

it('what a final answer needs is due while nothing shows it on the present files, each command once', () => {
  const task = taskWith({
    typecheckCommand: 'tsc',
    checks: { lint: 'lint' },
    quality: { requireTypecheckPassed: true },
    evaluationCriteria: [check('a'), check('b')],
  })
  const due = (receipts: Parameters<typeof evidenceWith>[0]) => dueChecks(task, evidenceWith(receipts)).map(({ tool }) => tool)
  expect(due({}).sort()).toEqual(['repo_run_check', 'repo_run_tests', 'repo_run_typecheck'])
  expect(due({ receipts: [receiptWith()] }).sort()).toEqual(['repo_run_check', 'repo_run_typecheck'])
  expect(due({ receipts: [receiptWith({ digest_before: 'd1:old' })] })).toContain('repo_run_tests')
  expect(due({ receipts: [receiptWith({ outcome: 'failed' })] })).toContain('repo_run_tests')
})

it('nothing is due of what may fail', () => {
  const task = taskWith({ checks: { lint: 'lint' }, evaluationCriteria: [check('a', false)] })
  expect(dueChecks(task, evidenceWith({ receipts: [receiptWith()] }))).toEqual([])
})
