import { command } from './command.ts'
import { projectOf } from './project.ts'

const pageSize = 500

export const showPending = command({
  name: 'pending',
  summary: `The stories that are reported done and wait to be verified.
--project P  which project: id, slug or name`,
  async run(typed) {
    const project_id = await projectOf(typed)
    const waiting = async (verified_status: string) =>
      typed.call('page_stories', { project_id, agent_status: 'reported_done', verified_status, limit: pageSize })
    const [unverified, rejected] = [await waiting('unverified'), await waiting('rejected')]
    const rows: Row[] = [...unverified.data, ...rejected.data]
    const total_count = unverified.meta.total_count + rejected.meta.total_count
    await typed.print({ data: rows.map(briefOf), meta: { total_count } })
  },
})

type Row = Readonly<Record<'id' | 'number' | 'title' | 'epic_id' | 'agent_status' | 'verified_status' | 'reported_done_at', unknown>>

function briefOf({ id, number, title, epic_id, agent_status, verified_status, reported_done_at }: Row) {
  return { id, number, title, epic_id, agent_status, verified_status, reported_done_at }
}
