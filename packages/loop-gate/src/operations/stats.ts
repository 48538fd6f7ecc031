import { operation } from 'loop-core'
import { z } from 'zod'
import { GateConfig } from '../config.ts'
import { adviceOf } from '../stats/advice.ts'
import { figuresOf } from '../stats/figures.ts'
import { folderOfDecisions } from '../stop/folder-of-decisions.ts'
import { countedDecisions } from '../storage/counted-decisions.ts'

const counts = z.record(z.string(), z.int())
const stated = z.object({ count: z.int(), mean: z.number().nullable() })
const usualDays = 7
const dayMs = 24 * 60 * 60_000

export const getGateStats = operation({
  name: 'get_gate_stats',
  title: 'Gate statistics',
  summary: 'What came of the stops in this folder: how many were held or would have been, what for, and whether that helped.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/gate/stats'],
  command: 'stats',
  input: z.object({ days: z.int().min(1).max(90).optional() }),
  output: z.object({
    days: z.int(),
    advice: z.string(),
    stops: z.int(),
    outcomes: counts,
    held: z.int().describe('Stops that an agent was held at'),
    would_hold: z.object({ shadow: z.int(), warn: z.int() }).describe('Stops that would have been held in the mode enforce'),
    issues: counts.describe('Of refused stops, by code'),
    criteria: counts.describe('Of refused stops, by check'),
    useful: z.int().describe('Refusals that were followed by a change and a complete stop'),
    ceremony: z.int().describe('Refusals after which a check was run and nothing changed'),
    capped: z.int(),
    let_through: counts.describe('By reason'),
    confidence: z.object({ approved: stated, refused: stated }).describe('What agents said of themselves, by verdict'),
    duration_ms: z.object({ p50: z.int().nullable(), p95: z.int().nullable() }),
  }),
  advertised: z.object({ advice: z.string() }),
  async run({ days = usualDays }, { db, now, config }) {
    const since = new Date(now().getTime() - days * dayMs).toISOString()
    const figures = figuresOf(await countedDecisions(db, { workspace_id: await folderOfDecisions(db, config(GateConfig)), since }))
    return { days, advice: adviceOf(figures), ...figures }
  },
})
