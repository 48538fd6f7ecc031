import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { requireProject } from '../../references.ts'
import { statesAt } from '../../storage/orchestrator-states.ts'
import { SavedState, savedStateOf } from '../../views/orchestrator-state.ts'

export const getOrchestratorStateHistory = operation({
  name: 'get_orchestrator_state_history',
  title: 'Get orchestrator state history',
  summary: 'Every version that was saved under a key of a project, newest first.',
  command: 'state history',
  kind: 'read',
  roles: ['orchestrator'],
  actsAs: 'orchestrator-local',
  rest: ['GET /api/v1/orchestrator/state/:project_id/history'],
  tool: false,
  input: z.object({ project_id: field.projectId, state_key: field.stateKey, ...paging }),
  output: z.object({ data: z.array(SavedState), meta: PageMeta }),
  async run({ project_id: reference, state_key, ...pages }, { db }) {
    const { id: project_id } = await requireProject(db, reference)
    const page = readPage(pages, { style: 'page', size: 25, most: 100 })
    const { rows, total } = await statesAt(db, { project_id, state_key }, page)
    return { data: rows.map(savedStateOf), meta: page.meta(total) }
  },
})
