import { operation } from 'loop-core'
import { z } from 'zod'
import { runId } from '../../host/fields.ts'
import { resumeRunHere } from '../../host/resume-run.ts'
import { RunView, runView } from '../../views/run.ts'

export const resumeRun = operation({
  name: 'resume_run',
  title: 'Resume a run',
  summary: 'Go on with a run that was interrupted, or whose model failed, where it was. get_run says how it stands.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/runs/:run_id/resume'],
  command: 'run resume',
  toolsets: ['runs'],
  hints: { destructiveHint: false },
  input: z.object({ run_id: runId }),
  output: z.object({ run: RunView }),
  advertised: z.object({ run: z.looseObject({}) }),
  run: async ({ run_id }, context) => ({ run: runView(await resumeRunHere(context, run_id), undefined, 'summary') }),
})
