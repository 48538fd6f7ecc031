import { type CtlServer, ctlServer } from '../../lib/ctl-server.ts'
import { type NewDatabase, onEachDatabase } from '../../lib/databases.ts'
import { inTurns, timed } from '../../lib/in-turns.ts'
import { durationRow, type Row, type Section } from '../../lib/row.ts'
import { compare } from '../../lib/statistics.ts'

const rounds = 8
const livesInRound = 10
const calls = 8

/** A story from its number to verified, in eight calls over HTTP, beside as many questions for the server's health. */
export async function measureStoryLife(): Promise<Section> {
  const rows = await onEachDatabase(lifeRow)
  return {
    title: `A story's life, ${calls} calls over HTTP / ${calls} × GET /health`,
    rows,
    notes: [`${rounds} rounds of ${livesInRound} in turns. get, contract, claim, start, request-review, report, review-complete, verify.`],
  }
}

async function lifeRow(make: NewDatabase, name: string): Promise<Row> {
  const server = await ctlServer(await make())
  const { project } = await server.ask('user', 'POST /api/v1/projects', { name: 'Bench', slug: 'bench' })
  const { epic } = await server.ask('user', `POST /api/v1/projects/${project.id}/epics`, { number: 1, title: 'Epic' })
  let made = 0
  const create = async () => {
    const number = `1.${++made}`
    return (await server.ask('user', `POST /api/v1/epics/${epic.id}/stories`, { number, title: 'Story' })).story.id as string
  }
  const lives = async () => {
    const ids: string[] = []
    for (let index = 0; index < livesInRound; index++) ids.push(await create())
    return timed(livesInRound, (index) => live(server, ids[index]!))
  }
  const health = () => timed(livesInRound, () => asksForHealth(server))
  await lives()
  const results = await inTurns(rounds, { ours: lives, theirs: health })
  await server.close()
  return durationRow(name, compare(results.ours, results.theirs))
}

async function live({ ask }: CtlServer, id: string): Promise<void> {
  const place = `/api/v1/stories/${id}`
  const { story } = await ask('implementer', `GET ${place}`)
  await ask('implementer', `POST ${place}/contract`, { story_title: story.title, ac_count: 0 })
  await ask('implementer', `POST ${place}/claim`)
  await ask('implementer', `POST ${place}/start`)
  await ask('implementer', `POST ${place}/request-review`)
  await ask('reviewer', `POST ${place}/report`)
  await ask('reviewer', `POST ${place}/review-complete`, { review_type: 'enhanced' })
  await ask('orchestrator', `POST ${place}/verify`, { review_type: 'enhanced', summary: 'All there.' })
}

async function asksForHealth({ ask }: CtlServer): Promise<void> {
  for (let index = 0; index < calls; index++) await ask(undefined, 'GET /health')
}
