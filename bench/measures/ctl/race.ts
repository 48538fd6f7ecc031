import { ctlServer } from '../../lib/ctl-server.ts'
import { type NewDatabase, onEachDatabase } from '../../lib/databases.ts'
import type { Row, Section } from '../../lib/row.ts'

const racers = 64
const races = 5

/** Many agents claim one story at the same moment, over HTTP. */
export async function measureRace(): Promise<Section> {
  return {
    title: `${racers} agents race for one story`,
    rows: (await onEachDatabase(rowsOf)).flat(),
    notes: [`${races} races, each agent with a key of its own; the worst of all.`],
  }
}

async function rowsOf(make: NewDatabase, name: string): Promise<Row[]> {
  const server = await ctlServer(await make())
  const keys: string[] = []
  for (let index = 0; index < racers; index++) keys.push(await server.agent(`racer ${index}`))
  const { project } = await server.ask('user', 'POST /api/v1/projects', { name: 'Race', slug: 'race' })
  const { epic } = await server.ask('user', `POST /api/v1/projects/${project.id}/epics`, { number: 1, title: 'Epic' })
  const winners: number[] = []
  const helpful: number[] = []
  for (let race = 1; race <= races; race++) {
    const { story } = await server.ask('user', `POST /api/v1/epics/${epic.id}/stories`, { number: `1.${race}`, title: 'Story' })
    await server.ask('implementer', `POST /api/v1/stories/${story.id}/contract`, { story_title: 'Story', ac_count: 0 })
    const answers = await Promise.all(keys.map((key) => server.send(key, `POST /api/v1/stories/${story.id}/claim`)))
    const holder = answers.find(({ status }) => status === 200)?.body.story.assigned_agent_id
    winners.push(answers.filter(({ status }) => status === 200).length)
    helpful.push(answers.filter(({ status, body }) => status === 409 && JSON.stringify(body).includes(holder)).length)
  }
  await server.close()
  const row = (measure: string, ours: string, kept: boolean, text: string): Row => ({ measure, ours, theirs: '', limit: { text, kept } })
  return [
    row(
      `${name}: winners`,
      String(Math.max(...winners)),
      winners.every((count) => count === 1),
      '1',
    ),
    row(
      `${name}: losers told who has it`,
      String(Math.min(...helpful)),
      helpful.every((count) => count === racers - 1),
      String(racers - 1),
    ),
  ]
}
