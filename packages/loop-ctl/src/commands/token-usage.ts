import { command } from './command.ts'
import { projectOf } from './project.ts'
import { inWords } from './token-report.ts'

export const showTokenUsage = command({
  name: 'token-usage',
  summary: `What the stories of a project took: the latest reports, and totals.
--project P  which project: id, slug or name
--agent ID  only what counts for this agent`,
  options: { agent: { type: 'string' } },
  async run(typed) {
    const { call, print, values } = typed
    const answer = await call('page_project_token_usage', { project_id: await projectOf(typed), agent_id: values.agent })
    await print(answer, () => inWords(answer))
  },
})
