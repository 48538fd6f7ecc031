import { type EffectContext, operation, streamedText } from 'loop-core'
import { z } from 'zod'
import { viewLearning } from '../learning.ts'
import { type ExportPlace, exportPage } from '../portable/export.ts'

export const exportLearning = operation({
  name: 'export_learning',
  title: 'Export everything',
  summary:
    'All notes, blind spots, nudges, forecasts, reviews and settings, one a line as JSON; never a key. import_learning takes it back.',
  kind: 'effect',
  roles: ['user'],
  rest: ['GET /api/export'],
  // The module's own command of this name writes the same to a file.
  command: 'export',
  tool: false,
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.object({}),
  output: streamedText,
  run: async (_, context) => ({ type: 'application/x-ndjson', pieces: allLines(context) }),
})

/** A page at a time, so that nothing is held open while somebody reads slowly. */
async function* allLines(context: EffectContext): AsyncIterable<string> {
  let place: ExportPlace | undefined
  do {
    const { lines, next } = await context.transaction(async (inner) => exportPage(await viewLearning(inner), place))
    if (lines.length > 0) yield `${lines.join('\n')}\n`
    place = next
  } while (place)
}
