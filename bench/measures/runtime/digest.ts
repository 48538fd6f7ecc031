import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { digestWorkspace } from '../../../packages/core/src/workspace/index.ts'
import { manyFiles } from '../../lib/gated-folder.ts'
import { inTurns, timed } from '../../lib/in-turns.ts'
import { repository } from '../../lib/repository.ts'
import { durationRow, type Section } from '../../lib/row.ts'
import { emptyFolder } from '../../lib/servers.ts'
import { compare } from '../../lib/statistics.ts'

const files = 10_000
const amount = { rounds: 20, callsInRound: 2 }
const most = 3

/** Telling what the files are, beside git telling whether they changed. */
export async function measureDigest(): Promise<Section> {
  const root = repository(manyFiles(files))
  const env = { PATH: process.env.PATH, HOME: emptyFolder(), GIT_CONFIG_NOSYSTEM: '1' }
  const status = () => promisify(execFile)('git', ['status', '--porcelain', '-uall'], { cwd: root, env })
  const first = (await digestWorkspace(root)).digest
  const digest = async () => {
    if (first === null || (await digestWorkspace(root)).digest !== first) throw new Error('The files have no digest, or not the same')
  }
  const sides = { ours: () => timed(amount.callsInRound, digest), theirs: () => timed(amount.callsInRound, status) }
  await inTurns(2, sides)
  const results = await inTurns(amount.rounds, sides)
  const row = durationRow('digest / git status --porcelain -uall', compare(results.ours, results.theirs), most)
  return {
    title: `Digest of ${files} unchanged files`,
    rows: [row],
    notes: [`${amount.rounds} rounds of ${amount.callsInRound} in turns; p50. In process, as a server does it.`],
  }
}
