import { operation } from 'loop-core'
import { z } from 'zod'
import { saveState } from '../../changes/orchestrator-state.ts'
import * as field from '../../fields.ts'
import { requireProject } from '../../references.ts'
import { OrchestratorState, orchestratorStateOf } from '../../views/orchestrator-state.ts'

export const saveOrchestratorState = operation({
  name: 'save_orchestrator_state',
  title: 'Save orchestrator state',
  summary: 'Keep what an orchestrator needs to go on, as the version after the one it has read; 0 or none where nothing was saved.',
  command: 'state save',
  kind: 'write',
  roles: ['orchestrator'],
  actsAs: 'orchestrator-local',
  rest: ['PUT /api/v1/orchestrator/state/:project_id'],
  tool: false,
  input: z.object({
    project_id: field.projectId,
    state_key: field.said(255),
    state_data: field.json(256 * 1024),
    version: z.int().min(0).max(1_000_000_000).optional(),
  }),
  output: z.object({ state: OrchestratorState }),
  async run({ project_id: reference, state_key, state_data, version = 0 }, context) {
    const { id: project_id } = await requireProject(context.db, reference)
    const saved = await saveState(context, { project_id, state_key, state_data: JSON.stringify(state_data), version })
    return { state: orchestratorStateOf(saved) }
  },
})
