import { operation } from 'loop-core'
import { z } from 'zod'
import { personalTexts } from '../clean/personal-text.ts'
import { openLearning } from '../learning.ts'
import { type Inside, importLines } from '../portable/import.ts'

const shownBadLines = 100
const count = z.int()

export const importLearning = operation({
  name: 'import_learning',
  title: 'Import',
  summary:
    'Take in lines of JSON: those of export_learning, or {kind, content, observed_at, domain, topic} of any age. Again: goes on where it was cut; what is there already is left as it is.',
  kind: 'effect',
  roles: ['user'],
  rest: ['POST /api/import'],
  // The module's own command of this name reads a file.
  command: 'import',
  tool: false,
  hints: { destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.object({
    // Each line is cleaned by itself.
    lines: z.string().max(4_000_000).register(personalTexts),
    first_line: z.int().min(1).max(1_000_000_000).default(1).describe('The number of the first in its file'),
  }),
  output: z.object({
    imported: z.object({
      profile: count,
      sessions: count,
      observations: count,
      blind_spots: count,
      changes: count,
      cards: count,
      nudges: count,
      forecasts: count,
      weekly_reviews: count,
    }),
    skipped: count.describe('There already, or with nothing to belong to'),
    blind_spots_changed: count,
    bad_lines: z.array(z.object({ line: count, problem: z.string() })),
    bad_line_count: count,
  }),
  async run(input, context) {
    const inside: Inside = (work) => context.transaction(async (inner) => work(await openLearning(inner)))
    const { imported, taken, changed, bad } = await importLines(inside, { ...input, at: context.now().toISOString() })
    const { profile, session, observation, note, blind_spot, change, card, nudge, forecast, review } = imported
    return {
      imported: {
        profile,
        sessions: session,
        observations: observation + note,
        blind_spots: blind_spot,
        changes: change,
        cards: card,
        nudges: nudge,
        forecasts: forecast,
        weekly_reviews: review,
      },
      skipped: taken - Object.values(imported).reduce((sum, one) => sum + one, 0),
      blind_spots_changed: changed,
      bad_lines: bad.slice(0, shownBadLines),
      bad_line_count: bad.length,
    }
  },
})
