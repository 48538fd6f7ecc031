import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { demoFiles } from '../../../packages/loop-runtime/src/demo/files.ts'
import { inTurns, timed } from '../../lib/in-turns.ts'
import { repository } from '../../lib/repository.ts'
import { durationRow, type Section } from '../../lib/row.ts'
import { emptyFolder, loop, runtimeBin } from '../../lib/servers.ts'
import { compare } from '../../lib/statistics.ts'
import { connectStdio } from '../../lib/stdio-client.ts'
import { type Answer, callTool, era } from '../../lib/tools.ts'

const rounds = 16
const most = 1.25

/** Running the tests of the demo with a proof of what they showed, beside running them. */
export async function measureCommands(): Promise<Section> {
  const root = repository(demoFiles)
  const server = await connectStdio(loop(runtimeBin, { LOOP_WORKSPACE: root }), era)
  const env = { PATH: process.env.PATH, HOME: emptyFolder(), CI: '1', NO_COLOR: '1' }
  let sandbox: Answer
  const ours = async () => {
    const answer = await callTool(server, 'repo_run_tests')
    sandbox = answer.sandbox
    if (answer.tests?.failed !== 1) throw new Error(`The tests did not run: ${JSON.stringify(answer)}`)
  }
  const plain = () =>
    promisify(execFile)('npm', ['test'], { cwd: root, env }).then(
      () => Promise.reject(new Error('The tests of the demo are red, and passed')),
      () => {},
    )
  const sides = { ours: () => timed(1, ours), theirs: () => timed(1, plain) }
  await inTurns(2, sides)
  const results = await inTurns(rounds, sides)
  await server.close()
  const row = durationRow('repo_run_tests / npm test', compare(results.ours, results.theirs), most)
  const notes = [`${rounds} of each in turns; p50. Ours has two digests and a receipt, over stdio; contained by: ${sandbox.kind}.`]
  return { title: 'The tests of the demo', rows: [row], notes }
}
