import { operation } from 'loop-core'
import { callTool } from '../../calls/call-tool.ts'
import { CommandAnswer, CommandLine } from '../../calls/command-answer.ts'
import { schema } from '../../tools/run-typecheck.ts'

export const runTypecheck = operation({
  name: 'repo_run_typecheck',
  title: 'Run the typecheck',
  summary: 'Run the configured typecheck command and keep a receipt.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  command: 'repo run-typecheck',
  toolsets: ['repository'],
  hints: { destructiveHint: false },
  input: schema,
  output: CommandAnswer,
  advertised: CommandLine,
  run: callTool('repo_run_typecheck', CommandAnswer),
})
