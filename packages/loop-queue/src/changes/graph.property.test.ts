import fc from 'fast-check'
import { expect, it } from 'vitest'
import { annasAgent, bertsAgent } from '../fixtures/actors.ts'
import { describeQueue, type TestQueue } from '../fixtures/queue.ts'
import { taskStatuses } from '../words.ts'

const size = 6
const index = fc.nat({ max: size - 1 })

const step = fc.oneof(
  fc.record({ name: fc.constant('add_dependency' as const), one: index, other: index }),
  fc.record({ name: fc.constant('remove_dependency' as const), one: index, other: index }),
  fc.record({ name: fc.constant('parent' as const), one: index, other: fc.option(index) }),
  fc.record({ name: fc.constant('move' as const), one: index, status: fc.constantFrom(...taskStatuses) }),
  fc.record({ name: fc.constant('claim' as const), one: index, first: fc.boolean() }),
  fc.record({ name: fc.constant('end' as const), one: index, how: fc.constantFrom('complete', 'released', 'failed') }),
  fc.record({ name: fc.constant('pass' as const), seconds: fc.constantFrom(1, 5, 60, 900) }),
  fc.record({ name: fc.constant('renew' as const), one: index }),
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** Tasks in the hands of two agents and a person who try anything; refusals are part of it. */
function play({ call, pass, task }: TestQueue) {
  const ids: string[] = []
  const tokens = new Map<string, { token: string; as: typeof annasAgent }>()
  const acts = {
    add_dependency: ({ one, other }: { one: number; other: number }) =>
      call('add_dependency', { task_id: ids[one], depends_on_id: ids[other] }),
    remove_dependency: ({ one, other }: { one: number; other: number }) =>
      call('remove_dependency', { task_id: ids[one], depends_on_id: ids[other] }),
    parent: ({ one, other }: { one: number; other: number | null }) =>
      call('update_task', { task_id: ids[one], parent_id: other === null ? null : ids[other] }),
    move: ({ one, status }: { one: number; status: string }) => call('update_task', { task_id: ids[one], status, override: true }),
    claim: async ({ one, first }: { one: number; first: boolean }) => {
      const as = first ? annasAgent : bertsAgent
      const { lease } = await call('claim_task', { task_id: ids[one], lease_seconds: 5 }, { as })
      tokens.set(ids[one]!, { token: lease.token, as })
    },
    end: async ({ one, how }: { one: number; how: string }) => {
      const { token: lease_token, as } = tokens.get(ids[one]!)!
      if (how === 'complete') await call('complete_task', { task_id: ids[one], lease_token }, { as })
      else await call('release_task', { task_id: ids[one], lease_token, outcome: how, reason: 'So.' }, { as })
    },
    pass: ({ seconds }: { seconds: number }) => pass(seconds * 1_000),
    renew: async ({ one }: { one: number }) => {
      await call('delete_task', { task_id: ids[one], override: true })
      ids[one] = await task('New')
    },
  }
  const begin = async () => {
    for (let n = 0; n < size; n += 1) ids[n] = await task(`Task ${n}`)
  }
  const act = async (each: Step) => {
    try {
      // biome-ignore lint/suspicious/noExplicitAny: the step has been made for the act of its name
      await (acts[each.name] as any)(each)
    } catch (error) {
      const { kind } = error as { kind?: string }
      if (!(error instanceof TypeError) && !['conflict', 'invalid_input', 'not_found'].includes(kind ?? '')) throw error
    }
  }
  return { begin, act }
}

async function check({ tables }: TestQueue, generations: Map<string, number>): Promise<void> {
  const [tasks, edges] = await tables(async (db) => [
    await db.selectFrom('queue_tasks').selectAll().execute(),
    await db.selectFrom('queue_dependencies').selectAll().execute(),
  ])
  const gating = edges.filter(({ kind }) => kind === 'blocks' || kind === 'parent')
  const waitsFor = new Map(tasks.map(({ id }) => [id, gating.filter(({ task_id }) => task_id === id).map((edge) => edge.depends_on_id)]))
  const statuses = new Map(tasks.map(({ id, status }) => [id, status]))
  for (const { kind, depends_on_id, resolved_at } of gating) {
    const status = statuses.get(depends_on_id)!
    expect(resolved_at !== null).toBe(status === 'shipped' || (kind === 'parent' && status === 'rejected'))
  }
  for (const { id, open_blockers, parent_id, status, generation, lease_kind, lease_holder } of tasks) {
    expect(open_blockers).toBe(gating.filter(({ task_id, resolved_at }) => task_id === id && resolved_at === null).length)
    expect(reaches(waitsFor, id)).toBe(false)
    const parents = edges.filter(({ kind, depends_on_id }) => kind === 'parent' && depends_on_id === id).map(({ task_id }) => task_id)
    expect(parents).toEqual(parent_id === null ? [] : [parent_id])
    expect(lease_holder !== null).toBe(status === 'in_progress')
    expect(lease_kind === 'explicit' || lease_kind === 'implicit').toBe(status === 'in_progress')
    expect(generation).toBeGreaterThanOrEqual(generations.get(id) ?? 0)
    generations.set(id, generation)
  }
}

function reaches(waitsFor: ReadonlyMap<string, readonly string[]>, from: string): boolean {
  const reached = new Set(waitsFor.get(from))
  for (const id of reached) for (const next of waitsFor.get(id) ?? []) reached.add(next)
  return reached.has(from)
}

describeQueue('whatever is tried in whatever order', (queue, kind) => {
  it('the counter is what the edges say, nothing waits for itself, a task has one lease and generations only grow', async () => {
    const sequences = fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      const { begin, act } = play(queue())
      const generations = new Map<string, number>()
      await begin()
      for (const each of steps) {
        await act(each)
        await check(queue(), generations)
      }
    })
    // A failure names the seed and the path that repeat it.
    await fc.assert(sequences, { numRuns: kind === 'sqlite' ? 15 : 4, endOnFailure: false })
  }, 180_000)
})
