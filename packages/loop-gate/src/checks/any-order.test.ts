import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { describeGate, type Gated } from '../fixtures/gated.ts'
import { report } from '../fixtures/judged.ts'
import { lookAt } from '../measure/look.ts'
import { readPolicy } from '../policy/read-policy.ts'
import { stoppingReasons } from '../words.ts'

const maxBlocks = 2
const silenceMs = 30 * 60_000

const yaml = `version: 1
mode: enforce
max_blocks: ${maxBlocks}
criteria:
  - { id: asked, run: [grep, -q, good, src/a.txt], on_stop: require, paths: ["src/**"] }
  - { id: run, run: [grep, -q, good, lib/b.txt], paths: ["lib/**"] }
  - { id: optional, run: [grep, -q, good, src/a.txt], required: false }
`
const files = { 'src/a.txt': 'good\n', 'lib/b.txt': 'good\n' }
/** What must be there for a check to pass. */
const fileOf = { asked: 'src/a.txt', run: 'lib/b.txt' }

type Action =
  | { do: 'edit'; path: string; content: string }
  | { do: 'commit' | 'run' | 'rerun' }
  | { do: 'pass'; minutes: number }
  | { do: 'begin'; source: string }
  | { do: 'call'; stopping_reason: string }
  | { do: 'stop'; prompt_id: string; stop_hook_active: boolean; permission_mode: string }

const content = fc.constantFrom('good 1\n', 'good 2\n', 'bad\n')
const stop = fc.record({
  do: fc.constant('stop' as const),
  prompt_id: fc.constantFrom('p1', 'p1', 'p1', 'p2'),
  stop_hook_active: fc.boolean(),
  permission_mode: fc.constantFrom('default', 'default', 'default', 'plan'),
})
const other: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ do: fc.constant('edit' as const), path: fc.constantFrom('src/a.txt', 'lib/b.txt', 'notes.txt'), content }),
  fc.record({ do: fc.constantFrom('run' as const, 'run' as const, 'rerun' as const, 'commit' as const) }),
  fc.record({ do: fc.constant('pass' as const), minutes: fc.constantFrom(1, 29, 31) }),
  fc.record({ do: fc.constant('begin' as const), source: fc.constantFrom('startup', 'compact', 'clear') }),
  fc.record({ do: fc.constant('call' as const), stopping_reason: fc.constantFrom(...stoppingReasons) }),
)
const actions: fc.Arbitrary<Action[]> = fc.array(fc.oneof(stop, other), { minLength: 14, maxLength: 14 })

/** What is known of a session besides what the gate keeps of it. */
class Session {
  private blocks = 0
  private silence = 0
  private prompt = ''
  private readonly gated: Gated

  constructor(gated: Gated) {
    this.gated = gated
  }

  async act(action: Action): Promise<void> {
    const { call, begin, write, git, loop } = this.gated
    if (action.do === 'edit') write(action.path, action.content)
    if (action.do === 'commit') git('commit', '-qam', 'more', '--allow-empty')
    if (action.do === 'run' || action.do === 'rerun') await call('run_checks', { rerun: action.do === 'rerun' })
    if (action.do === 'begin') await begin({ source: action.source })
    if (action.do === 'call') await call('should_continue', { ...report, stopping_reason: action.stopping_reason })
    if (action.do === 'stop') return this.stop(action)
    const passed = action.do === 'pass' ? action.minutes * 60_000 : 0
    loop.pass(passed)
    this.silence += passed
  }

  /** A stop so long after the one before that it is another one, of which there must be a record: faults of our own leave none. */
  private async stop({ do: _, ...payload }: Action & { do: 'stop' }): Promise<void> {
    this.gated.loop.pass(60_000)
    const before = (await this.gated.decisions()).length
    const answer = await this.gated.stop(payload)
    const decisions = await this.gated.decisions()
    expect(decisions).toHaveLength(before + 1)
    const decision = decisions.at(-1)
    this.count(answer.decision === 'block', payload)
    expect(decision.answered).toBe(answer.decision === 'block' ? 'continue' : 'stop')
    if (decision.outcome === 'complete') await this.requireProof(JSON.parse(decision.criteria))
    // Who is held, or let go all the same, is never done.
    expect(decision.outcome === 'unfinished' || decision.outcome === 'capped').toBe(decision.decision === 'continue')
  }

  private count(isHeld: boolean, { prompt_id, stop_hook_active }: { prompt_id: string; stop_hook_active: boolean }): void {
    const isNew = (prompt_id !== this.prompt && !stop_hook_active) || this.silence >= silenceMs - 60_000
    this.blocks = isHeld ? (isNew ? 0 : this.blocks) + 1 : 0
    Object.assign(this, { prompt: prompt_id, silence: 0 })
    expect(this.blocks).toBeLessThanOrEqual(maxBlocks)
  }

  private async requireProof(criteria: { id: keyof typeof fileOf; required: boolean; due: boolean }[]): Promise<void> {
    const read = readPolicy(yaml)
    if ('faults' in read) throw new Error('The policy of this test is wrong.')
    const { scopes } = await lookAt(this.gated.root, read.policy, new AbortController().signal)
    const receipts = await this.gated.receipts()
    for (const { id } of criteria.filter(({ required, due }) => required && due)) {
      const newest = receipts.findLast(({ criterion_id, scope_digest }) => criterion_id === id && scope_digest === scopes[id])
      expect(newest?.verdict).toBe('passed')
      expect(readFileSync(join(this.gated.root, fileOf[id]), 'utf8')).toContain('good')
    }
  }
}

describeGate('in whatever order things happen', (make) => {
  it('nobody is held too often in a row, and nothing is called complete without a proof of exactly what is there', async () => {
    const property = fc.asyncProperty(actions, async (all) => {
      const gated = await make(files)
      await gated.accept(yaml)
      const session = new Session(gated)
      for (const action of all) await session.act(action)
    })
    // A failure names the seed and the path that repeat it.
    await fc.assert(property, { numRuns: 4 })
  }, 60_000)
})
