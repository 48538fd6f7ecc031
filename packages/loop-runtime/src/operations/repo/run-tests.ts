import { operation } from 'loop-core'
import { callTool } from '../../calls/call-tool.ts'
import { CommandAnswer, CommandLine } from '../../calls/command-answer.ts'
import { schema } from '../../tools/run-tests.ts'

export const runTests = operation({
  name: 'repo_run_tests',
  title: 'Run the tests',
  summary:
    'Run the configured test command and keep a receipt. Red tests are a result: read the output. outcome running: call it again to wait along.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  command: 'repo run-tests',
  toolsets: ['repository'],
  hints: { destructiveHint: false },
  input: schema,
  output: CommandAnswer,
  advertised: CommandLine,
  run: callTool('repo_run_tests', CommandAnswer),
})
