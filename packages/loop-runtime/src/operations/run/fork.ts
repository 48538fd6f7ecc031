import { operation } from 'loop-core'
import { z } from 'zod'
import { runId } from '../../host/fields.ts'
import { forkHere } from '../../host/fork-here.ts'
import { RunView, runView } from '../../views/run.ts'

export const forkRun = operation({
  name: 'fork_run',
  title: 'Fork a run',
  summary: 'Begin a run with the first steps of another, in a new worktree.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/runs/:run_id/fork'],
  status: 201,
  toolsets: ['runs'],
  hints: { destructiveHint: false, openWorldHint: false },
  input: z.object({ run_id: runId, step: z.int().min(1).max(1_000_000) }),
  output: z.object({ run: RunView, next: z.string() }),
  advertised: z.object({ run: z.looseObject({}) }),
  async run({ run_id, step }, context) {
    const row = await forkHere(context, { run_id, step })
    const next = row.driver === 'host' ? 'Go on with run_step.' : `Go on with it: loop-runtime resume ${row.id}.`
    return { run: runView(row, undefined, 'summary'), next }
  },
})
