import { operation } from 'loop-core'
import { callTool } from '../../calls/call-tool.ts'
import { CommandAnswer, CommandLine } from '../../calls/command-answer.ts'
import { schema } from '../../tools/run-check.ts'

export const runCheck = operation({
  name: 'repo_run_check',
  title: 'Run a check',
  summary: 'Run one of the configured named checks and keep a receipt.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  command: 'repo run-check',
  toolsets: ['checks'],
  hints: { destructiveHint: false },
  input: schema,
  output: CommandAnswer,
  advertised: CommandLine,
  run: callTool('repo_run_check', CommandAnswer),
})
