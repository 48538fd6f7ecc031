import { LoopError } from 'loop-core'
import { describe, expect, it } from 'vitest'
import { repositoryTools } from '../words.ts'
import { taskText } from './init-text.ts'
import { canonicalJson, policySha256 } from './policy-hash.ts'
import { readTask } from './read-task.ts'
import { offeredCommands } from './scripts.ts'
import { runnable, settleTask } from './settle-task.ts'

const taskOf = (text: string) => settleTask({ file: readTask(text) })

/** The code and the path of a refusal, and what it says. */
function refusalOf(work: () => unknown) {
  try {
    work()
  } catch (error) {
    if (LoopError.is(error)) return { code: error.code, path: error.details?.path, message: error.message, hints: error.hints }
    throw error
  }
  throw new Error('Nothing was refused.')
}

describe('a task', () => {
  it('has every default filled in', () => {
    expect(taskOf('goal: Fix it\nworkspace: .')).toEqual({
      goal: 'Fix it',
      workspace: '.',
      skill: 'repo-debugging',
      model: 'mock',
      testCommand: 'npm test',
      approvalMode: 'manual',
      evaluationCriteria: [
        { id: 'tool_evidence', kind: 'tool_evidence', required: true, description: expect.any(String) },
        { id: 'tests_passed', kind: 'tests_passed', required: true, description: expect.any(String) },
      ],
      security: {
        allowedTools: [...repositoryTools],
        requireApprovalForMutations: true,
        deny: [],
        allow: [],
        env: [],
        protectVerifiers: 'escalate',
        onViolation: 'fail',
      },
      quality: {
        minStepScore: 0.2,
        minFinalConfidence: 0,
        requireEvidenceBeforeFinal: true,
        requireTestsPassed: true,
        requireTypecheckPassed: false,
        verifyOnFinal: false,
        failOn: ['no_tests'],
      },
      governance: {
        escalateHighRisk: true,
        recoverOnFailedStep: true,
        maxRecoveryAttempts: 3,
        maxFinalRejections: 2,
        maxConsecutiveFailedSteps: 3,
      },
      budget: { maxIterations: 8, maxEmptyRounds: 2, maxInvalidDecisions: 2, maxRepeatedActions: 3, maxWallSeconds: 3_600, warnAt: 0.8 },
      checks: {},
      commandTimeoutSeconds: 600,
      sandbox: 'auto',
      sandboxNetwork: 'none',
      worktree: false,
    })
  })

  it('takes flags before the file, and the file before the defaults', () => {
    const file = readTask('goal: a\nbudget: { maxIterations: 4, maxTokens: 10 }\nmodel: x\ntestCommand: make test')
    const { budget, goal, model, testCommand } = settleTask({ file, flags: { goal: 'b', model: undefined, budget: { maxIterations: 2 } } })
    expect({ goal, model, testCommand }).toEqual({ goal: 'b', model: 'x', testCommand: 'make test' })
    expect(budget).toMatchObject({ maxIterations: 2, maxTokens: 10, maxEmptyRounds: 2 })
  })

  it('17. names tools with a dot or an underscore', () => {
    const { security } = taskOf('security: { allowedTools: [repo.list_files, repo_read_file, repo.read_file] }')
    expect(security.allowedTools).toEqual(['repo_list_files', 'repo_read_file'])
  })

  it('may call the tool of named checks where there are any', () => {
    expect(taskOf('checks: { lint: npm run lint }').security.allowedTools).toContain('repo_run_check')
  })

  it('without a goal or a workspace begins nothing', () => {
    expect(refusalOf(() => runnable(taskOf('workspace: .')))).toMatchObject({ code: 'task_invalid', path: 'goal' })
    expect(refusalOf(() => runnable(taskOf('goal: a')))).toMatchObject({ code: 'task_invalid', path: 'workspace' })
    expect(runnable(taskOf('goal: a\nworkspace: b'))).toMatchObject({ goal: 'a', workspace: 'b' })
  })

  it('is always held to what quality requires, even if its list says otherwise', () => {
    const listed = 'evaluationCriteria: [{ id: green, kind: tests_passed, description: All green, required: false }]'
    expect(taskOf(listed).evaluationCriteria).toEqual([
      { id: 'green', kind: 'tests_passed', description: 'All green', required: true },
      expect.objectContaining({ id: 'tool_evidence', required: true }),
    ])
    const typechecked = taskOf('typecheckCommand: tsc\nquality: { requireTypecheckPassed: true }')
    expect(typechecked.evaluationCriteria.map(({ id }) => id)).toEqual(['tool_evidence', 'tests_passed', 'typecheck_passed'])
    expect(taskOf(`${listed}\nquality: { requireTestsPassed: false }`).evaluationCriteria[0]).toMatchObject({ required: false })
  })
})

describe('31. a fault in a task file is refused with its place', () => {
  it('and a misspelt key with the right one', () => {
    const refusal = refusalOf(() => readTask('goal: a\nquality:\n  requireTestPassed: true\n'))
    expect(refusal).toMatchObject({ code: 'task_invalid', path: 'quality.requireTestPassed' })
    expect(refusal.message).toBe('The task is wrong: line 3, quality.requireTestPassed is unknown; did you mean requireTestsPassed?.')
  })

  it.each([
    ['a misspelt key at the top', 'goals: a', 'goals', 'did you mean goal?'],
    [
      'one in a list',
      'evaluationCriteria: [{ id: a, kind: diff_present, require: false }]',
      'evaluationCriteria[0].require',
      'mean required?',
    ],
    ['a number as a text', 'budget: { maxIterations: "8" }', 'budget.maxIterations', 'must be a number'],
    ['no iteration', 'budget: { maxIterations: 0 }', 'budget.maxIterations', 'must be at least 1'],
    ['a share above one', 'quality: { minStepScore: 1.1 }', 'quality.minStepScore', 'must be at most 1'],
    ['no number', 'budget: { warnAt: .nan }', 'budget.warnAt', 'must be'],
    ['an unknown tool', 'security: { allowedTools: [repo.read_fil] }', 'security.allowedTools[0]', 'did you mean repo_read_file?'],
    ['no tools', 'security: { allowedTools: [] }', 'security.allowedTools', 'must not be empty'],
    ['another mode', 'approvalMode: maybe', 'approvalMode', 'must be manual, auto or deny'],
    ['nothing as a command', 'testCommand: " "', 'testCommand', 'must not be empty'],
    ['no value', 'typecheckCommand:', 'typecheckCommand', 'must be a text'],
    ['a skill with a path', 'skill: ../x', 'skill', 'must be 1 to 64'],
    ['a glob that leaves', 'security: { deny: ["../x"] }', 'security.deny[0]', 'must not hold'],
    ['a bomb of braces', 'security: { deny: ["{1..999999999}"] }', 'security.deny[0]', 'must not hold'],
    ['eleven checks', `checks: { ${Array.from({ length: 11 }, (_, n) => `c${n}: x`).join(', ')} }`, 'checks', 'at most 10'],
    ['a check with a bad name', 'checks: { "a b": x }', 'checks.a b', 'must begin with a small letter'],
    ["JavaScript's own name", '__proto__: x', '__proto__', 'is unknown'],
    ['a duplicate key', 'goal: a\ngoal: b', 'goal', 'for the second time'],
    ['a bomb of aliases', 'goal: &a x\nworkspace: *a', 'goal', 'has an anchor'],
    ['a deep nest', `goal: ${'['.repeat(50_000)}`, '', 'is nested too deeply'],
    ['a file too large', `goal: ${'a'.repeat(262_144)}`, '', 'at most 256 KiB'],
    ['no mapping', '- a', '', 'must be a mapping'],
  ])('such as %s', (_, text, path, said) => {
    const refusal = refusalOf(() => readTask(text))
    expect(refusal).toMatchObject({ code: 'task_invalid', path })
    expect(refusal.message).toContain(said)
  })

  it('is told with all the others', () => {
    expect(refusalOf(() => readTask('a: 1\nb: 2')).hints).toHaveLength(2)
  })
})

describe('a task whose rules could not be kept is refused at the start', () => {
  it.each([
    ['a typecheck without a command', 'quality: { requireTypecheckPassed: true }', 'quality.requireTypecheckPassed'],
    ['a criterion without its command', 'evaluationCriteria: [{ id: types, kind: typecheck_passed }]', 'evaluationCriteria[0].kind'],
    ['a check that is not there', 'evaluationCriteria: [{ id: lint, kind: check_passed, check: lint }]', 'evaluationCriteria[0].check'],
    ['a check without a name', 'evaluationCriteria: [{ id: lint, kind: check_passed }]', 'evaluationCriteria[0].check'],
    ['a name that misleads', 'evaluationCriteria: [{ id: tests_passed, kind: diff_present }]', 'evaluationCriteria[0].id'],
    ['twins', 'evaluationCriteria: [{ id: a, kind: diff_present }, { id: a, kind: tool_evidence }]', 'evaluationCriteria[1].id'],
  ])('such as %s', (_, text, path) => {
    expect(refusalOf(() => taskOf(text))).toMatchObject({ code: 'task_invalid', path })
  })

  it('but a flag can bring what the file lacks', () => {
    const file = readTask('quality: { requireTypecheckPassed: true }')
    expect(settleTask({ file, flags: { typecheckCommand: 'tsc' } }).typecheckCommand).toBe('tsc')
  })

  it('a limit in dollars without prices is price_unknown', () => {
    expect(refusalOf(() => taskOf('budget: { maxCostUsd: 1 }'))).toMatchObject({ code: 'price_unknown' })
    expect(taskOf('budget: { maxCostUsd: 1 }\nprices: { input: 1, output: 2 }').budget.maxCostUsd).toBe(1)
  })

  it('as is a flag that is out of bounds', () => {
    expect(refusalOf(() => settleTask({ flags: { budget: { maxIterations: 0 } } }))).toMatchObject({ path: 'budget.maxIterations' })
  })
})

describe('10. what init writes', () => {
  const text = taskText({ workspace: './my repo: "x"', goal: 'Fix #1: yes' })

  it('reads back to the defaults, with every key of the reference', () => {
    expect(taskOf(text)).toEqual(settleTask({ flags: { goal: 'Fix #1: yes', workspace: './my repo: "x"' } }))
    const { security, quality, governance, budget, ...keys } = readTask(text)
    expect(Object.keys(keys)).toEqual(['goal', 'workspace', 'skill', 'model', 'testCommand', 'approvalMode', 'evaluationCriteria'])
    const inGroups = [security, quality, governance, budget].map((group) => Object.keys(group ?? {}).length)
    expect(inGroups).toEqual([2, 5, 5, 4])
  })

  it('is still a task with every comment taken up', () => {
    const keys = text.replaceAll(/^( *)# (\w+:)/gm, '$1$2')
    expect(taskOf(keys)).toMatchObject({
      traceDbPath: '.forloop/state.sqlite',
      typecheckCommand: 'npm run typecheck',
      security: { onViolation: 'fail', protectVerifiers: 'escalate' },
      quality: { verifyOnFinal: false, failOn: ['no_tests'] },
      budget: { maxWallSeconds: 3_600, warnAt: 0.8 },
      sandbox: 'auto',
      sandboxNetwork: 'none',
      worktree: false,
      commandTimeoutSeconds: 600,
    })
  })

  it.each([
    ['nothing', undefined, {}],
    ['broken JSON', '{', {}],
    ['null', 'null', {}],
    ['the test script of npm init', '{"scripts":{"test":"echo \\"Error: no test specified\\" && exit 1"}}', {}],
    ['both scripts', '{"scripts":{"test":"x","typecheck":"y"}}', { testCommand: 'npm test', typecheckCommand: 'npm run typecheck' }],
    [
      'another manager',
      '{"packageManager":"pnpm@9.0.0","scripts":{"test":"x","tsc":"y"}}',
      { testCommand: 'pnpm test', typecheckCommand: 'pnpm run tsc' },
    ],
  ])('takes its commands from a package.json with %s', (_, packageJson, offered) => {
    expect(offeredCommands(packageJson)).toEqual(offered)
    expect(taskOf(taskText({ workspace: '.', ...offeredCommands(packageJson) }))).toMatchObject({ testCommand: 'npm test', ...offered })
  })
})

describe('the hash of a policy', () => {
  const base = taskOf('goal: a')

  it('depends on commands, security, quality and criteria alone', () => {
    expect(policySha256(base)).toMatch(/^[0-9a-f]{64}$/)
    for (const same of ['goal: b\nmodel: x', 'budget: { maxIterations: 1 }', 'approvalMode: auto'])
      expect(policySha256(taskOf(same))).toBe(policySha256(base))
    const others = ['testCommand: x', 'typecheckCommand: x', 'checks: { a: x }', 'security: { env: [A] }', 'quality: { minStepScore: 0.3 }']
    const hashes = [...others, 'evaluationCriteria: [{ id: d, kind: diff_present }]'].map((text) => policySha256(taskOf(text)))
    expect(new Set([...hashes, policySha256(base)]).size).toBe(7)
  })

  it('does not depend on the order of keys', () => {
    expect(canonicalJson({ b: [{ d: 1, c: undefined }], a: 'é' })).toBe('{"a":"é","b":[{"d":1}]}')
  })
})
