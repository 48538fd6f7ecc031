import { operation, text } from 'loop-core'
import { z } from 'zod'
import { runId } from '../../host/fields.ts'
import { undoPatch as undo } from '../../host/undo-patch.ts'

export const undoPatch = operation({
  name: 'undo_patch',
  title: 'Undo a patch',
  summary:
    'Take back a patch by its receipt, or the last one of a run, if its files still are as it left them. It voids what checks showed.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['POST /api/v1/runtime/patches/:receipt_id/undo'],
  command: 'patch undo',
  toolsets: ['runs'],
  hints: { openWorldHint: false },
  input: z.object({ receipt_id: text(64, 1).optional(), run_id: runId.optional() }),
  output: z.object({ files: z.array(z.string()), digest: z.string().nullable(), receipt_id: z.string() }),
  run: (asked, context) => undo(context, asked),
})
