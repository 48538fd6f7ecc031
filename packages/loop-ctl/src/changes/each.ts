import { LoopError } from 'loop-core'
import { requireStory, type Speaking } from '../references.ts'
import { reasonOf } from '../refusals.ts'
import { lockProjects } from '../storage/projects.ts'
import type { StoryRow } from '../storage/tables.ts'

/** What became of one of several stories. */
export interface Outcome {
  story_id: string
  status: 'success' | 'error'
  reason?: string
  code?: string
}

interface Attempt<Item> {
  item: Item
  story?: StoryRow
  refusal?: LoopError
}

/**
 * Does the same to several stories, each on its own: what is refused for one keeps none of the others back.
 *
 * There is one transaction for all, so `work` must refuse before it writes. The stories come in the order of their ids, behind the locks of their
 * projects, so that two calls with the same stories never wait for each other.
 */
export async function eachStory<Item extends { story_id: string }>(
  context: Speaking,
  items: readonly Item[],
  work: (story: StoryRow, item: Item) => Promise<unknown>,
): Promise<Outcome[]> {
  const attempts = await lookUp(context, items)
  const found = attempts.filter((attempt): attempt is Attempt<Item> & { story: StoryRow } => attempt.story !== undefined)
  await lockProjects(
    context.db,
    found.map(({ story }) => story.project_id),
  )
  for (const attempt of found.toSorted((one, other) => (one.story.id < other.story.id ? -1 : 1)))
    attempt.refusal = await refusalOf(() => work(attempt.story, attempt.item))
  return attempts.map(outcomeOf)
}

async function lookUp<Item extends { story_id: string }>(context: Speaking, items: readonly Item[]): Promise<Attempt<Item>[]> {
  const attempts: Attempt<Item>[] = []
  for (const item of items) {
    const attempt: Attempt<Item> = { item }
    attempt.refusal = await refusalOf(async () => {
      attempt.story = await requireStory(context, item.story_id)
    })
    attempts.push(attempt)
  }
  return attempts
}

/** What is refused to one story of several; anything else that goes wrong is no answer about that story, and rises. */
export async function refusalOf(work: () => Promise<unknown>): Promise<LoopError | undefined> {
  try {
    await work()
  } catch (thrown) {
    if (LoopError.is(thrown) && thrown.kind !== 'internal') return thrown
    throw thrown
  }
}

function outcomeOf({ item: { story_id }, refusal }: Attempt<{ story_id: string }>): Outcome {
  if (refusal === undefined) return { story_id, status: 'success' }
  return { story_id, status: 'error', reason: reasonOf(refusal), code: refusal.code }
}

/** Answers what became of each; refuses where nothing became of any. */
export function answerOf(results: Outcome[]): { results: Outcome[] } {
  if (results.some(({ status }) => status === 'success')) return { results }
  const hints = ['None of the stories could be changed; results says why for each.']
  throw new LoopError('invalid_input', 'Validation failed', { code: 'all_failed', hints, data: { results } })
}
