import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { requireProject } from '../../references.ts'
import { notFound } from '../../refusals.ts'
import { findState } from '../../storage/orchestrator-states.ts'
import { OrchestratorState, orchestratorStateOf } from '../../views/orchestrator-state.ts'

export const getOrchestratorState = operation({
  name: 'get_orchestrator_state',
  title: 'Get orchestrator state',
  summary: 'What was saved last under a key of a project, with the version to save the next one with.',
  command: 'state load',
  kind: 'read',
  roles: ['orchestrator'],
  actsAs: 'orchestrator-local',
  rest: ['GET /api/v1/orchestrator/state/:project_id'],
  tool: false,
  input: z.object({ project_id: field.projectId, state_key: field.stateKey }),
  output: z.object({ state: OrchestratorState }),
  async run({ project_id: reference, state_key }, { db }) {
    const { id: project_id } = await requireProject(db, reference)
    const state = await findState(db, { project_id, state_key })
    if (state === undefined) throw notFound('orchestrator_state')
    return { state: orchestratorStateOf(state) }
  },
})
