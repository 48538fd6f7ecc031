import { LoopError, operation, type TransactionContext, text } from 'loop-core'
import { z } from 'zod'
import { GateConfig } from '../config.ts'
import type { Policy } from '../policy/policy.ts'
import { largestPolicy } from '../policy/policy-path.ts'
import { readPolicy, sayFault } from '../policy/read-policy.ts'
import { type Recorded, recordedOf } from '../replay/recorded.ts'
import { type Replayed, replay } from '../replay/replay.ts'
import { count } from '../stats/count.ts'
import { folderOfDecisions } from '../stop/folder-of-decisions.ts'
import { policyTexts, recordedStops } from '../storage/recorded-stops.ts'
import { issueCodes, modes } from '../words.ts'

const usualDays = 7
const dayMs = 24 * 60 * 60_000
const mostShown = 100

const change = z.object({ was: z.string(), would_be: z.string() })

export const replayDecisions = operation({
  name: 'replay_decisions',
  title: 'Replay decisions',
  summary:
    'Judge the recorded stops of this folder again under another policy or mode, from what was recorded: nothing is run and nothing is written.',
  kind: 'read',
  roles: ['user'],
  rest: ['POST /api/v1/gate/replay'],
  command: 'replay',
  tool: false,
  input: z.object({
    days: z.int().min(1).max(90).optional(),
    policy: text(largestPolicy, 1).optional().describe('The text of a policy file; without it each stop is judged by its own'),
    mode: z.enum(modes).optional(),
  }),
  output: z.object({
    days: z.int(),
    stops: z.int(),
    held: z.object({ was: z.int(), would_be: z.int() }),
    changes: z.array(change.extend({ stops: z.int() })).describe('How many stops became what; held, unknown, not_judged, or an outcome'),
    unknown: z.object({ stops: z.int(), of: z.record(z.string(), z.int()) }).describe('What of the other policy was never recorded'),
    different: z.array(
      change.extend({ id: z.string(), at: z.string(), issues: z.array(z.enum(issueCodes)), unknown: z.array(z.string()) }),
    ),
    omitted: z.int().describe('How many older ones would be different too'),
  }),
  async run({ days = usualDays, policy, mode }, { db, now, config }) {
    const other = policy === undefined ? undefined : otherPolicy(policy)
    const since = new Date(now().getTime() - days * dayMs).toISOString()
    const stops = (await recordedStops(db, { workspace_id: await folderOfDecisions(db, config(GateConfig)), since })).map(recordedOf)
    const before = await policiesOf(db, stops)
    return { days, ...summed(replay(stops, { policy: other, mode, before })) }
  },
})

function otherPolicy(text: string): Policy {
  const read = readPolicy(text)
  if ('policy' in read) return read.policy
  throw new LoopError('invalid_input', 'policy: is wrong.', { code: 'policy_invalid', hints: read.faults.map(sayFault) })
}

/** By which policies stops were judged, as far as their texts are kept. */
async function policiesOf(db: TransactionContext['db'], stops: readonly Recorded[]): Promise<Map<string, Policy>> {
  const texts = await policyTexts(db, [...new Set(stops.flatMap(({ policyHash }) => policyHash ?? []))])
  const policies = [...texts].flatMap(([hash, text]): [string, Policy][] => {
    const read = readPolicy(text)
    return 'policy' in read ? [[hash, read.policy]] : []
  })
  return new Map(policies)
}

function summed(replayed: readonly Replayed[]) {
  const pairs = count(replayed.map(({ was, would_be }) => JSON.stringify([was, would_be])))
  const changes = Object.entries(pairs).map(([pair, stops]) => {
    const [was, would_be] = JSON.parse(pair) as [string, string]
    return { was, would_be, stops }
  })
  const different = replayed.filter(({ was, would_be }) => was !== would_be).toReversed()
  const isHeld = (key: 'was' | 'would_be') => replayed.filter((each) => each[key] === 'held').length
  return {
    stops: replayed.length,
    held: { was: isHeld('was'), would_be: isHeld('would_be') },
    changes: changes.sort((a, b) => b.stops - a.stops),
    unknown: {
      stops: replayed.filter(({ would_be }) => would_be === 'unknown').length,
      of: count(replayed.flatMap(({ unknown }) => unknown)),
    },
    different: different.slice(0, mostShown).map((each) => ({ ...each, issues: [...each.issues], unknown: [...each.unknown] })),
    omitted: Math.max(0, different.length - mostShown),
  }
}
