import { stringify } from 'yaml'
import { repositoryTools } from '../words.ts'
import type { OfferedCommands } from './scripts.ts'
import { usualTracePath } from './trace-path.ts'

export interface TaskTextOptions extends OfferedCommands {
  goal?: string
  workspace: string
}

/** What `init` writes: every key that a reader of the reference knows with its default, and the further ones as comments. */
export function taskText({ goal = 'Fix failing tests', workspace, testCommand = 'npm test', typecheckCommand }: TaskTextOptions): string {
  return `# What to do, where, and what must hold before it counts as done.
${written({ goal })}
${written({ workspace })}
skill: repo-debugging
model: mock
${written({ testCommand })}
${typecheckCommand === undefined ? '# typecheckCommand: npm run typecheck' : written({ typecheckCommand })}
approvalMode: manual
# ${written({ traceDbPath: usualTracePath })}

# tool_evidence, tests_passed, typecheck_passed, diff_present, or check_passed with one of the checks.
# What quality requires is always among them.
evaluationCriteria: []

security:
  allowedTools:
${repositoryTools.map((tool) => `    - ${tool}`).join('\n')}
  requireApprovalForMutations: true
  # deny: []
  # allow: []
  # env: []
  # protectVerifiers: escalate
  # onViolation: fail

quality:
  minStepScore: 0.2
  minFinalConfidence: 0
  requireEvidenceBeforeFinal: true
  requireTestsPassed: true
  requireTypecheckPassed: false
  # verifyOnFinal: false
  # failOn: [no_tests]

governance:
  escalateHighRisk: true
  recoverOnFailedStep: true
  maxRecoveryAttempts: 3
  maxFinalRejections: 2
  maxConsecutiveFailedSteps: 3

budget:
  maxIterations: 8
  maxEmptyRounds: 2
  maxInvalidDecisions: 2
  maxRepeatedActions: 3
  # maxApproxTokens: 12000
  # maxWallSeconds: 3600
  # maxTokens: 200000
  # maxCostUsd: 1
  # maxToolCalls: 100
  # warnAt: 0.8

# In US dollars per million tokens; maxCostUsd needs them.
# prices: { input: 1, output: 5, cachedInput: 0.1 }
# checks: { lint: npm run lint }
# commandTimeoutSeconds: 600
# sandbox: auto
# sandboxNetwork: none
# worktree: false
`
}

/** One key with a text that may hold anything. */
function written(pair: Record<string, string>): string {
  return stringify(pair, { lineWidth: 0 }).trimEnd()
}
