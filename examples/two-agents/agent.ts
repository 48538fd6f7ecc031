import { setTimeout as sleep } from 'node:timers/promises'
import { ask } from './http.ts'
import { implement, judge, type Outcome, review, type Step, type Story, told } from './parts.ts'

// One agent with one key: a process of its own, which knows nothing of the others but what the story says.

const [name = '', id = ''] = process.argv.slice(2)
const server = { url: process.env.LOOPCTL_SERVER ?? '', key: process.env.LOOPCTL_API_KEY ?? '' }

const look = async (): Promise<Story> => (await ask(server, `/api/v1/stories/${id}`)).story

async function call(action: string, input: object = {}): Promise<Outcome> {
  if (action === 'get') return { story: await look() }
  const { story, error } = await ask(server, `/api/v1/stories/${id}/${action}`, input)
  return { story, refused: error && `${error.status} ${error.code}` }
}

const said = new Set<string>()

/** Says what came of a step, but not again what was said before. */
const step: Step = async (action, input) => {
  const outcome = await call(action, input)
  const line = told(name, action, outcome)
  if (!said.has(line)) console.log(line)
  said.add(line)
  return outcome
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(25)
}

const parts: Record<string, () => Promise<void>> = {
  async implementer() {
    await implement(step)
    // What the implementer must not do is refused, whatever they send.
    await step('report')
  },
  async reviewer() {
    await until(async () => (await look()).review_requested_at !== null)
    await review(step)
  },
  async orchestrator() {
    // Until somebody has reviewed the story the answer is 409 or 422, and says what it waits for.
    await until(async () => (await judge(step)).refused === undefined)
  },
}

await parts[name]!()
