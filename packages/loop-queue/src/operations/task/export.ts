import { LoopError, operation } from 'loop-core'
import { z } from 'zod'
import { exportDocument } from '../../export-document.ts'
import * as field from '../../fields.ts'
import { formatNames, type SourceFile } from '../../formats/format.ts'
import { formats } from '../../formats/index.ts'
import { requireLoop } from '../../load.ts'
import { viewQueue } from '../../queue.ts'

const mostForModels = 1024 * 1024

const Files = z.object({
  files: z.array(z.object({ path: z.string(), content: z.string() })),
  lossy: z.array(z.string()),
})

export const exportTasks = operation({
  name: 'export_tasks',
  title: 'Export tasks',
  summary:
    'The tasks as files of a format: taskmaster, backlog, beads, or loop, which loses nothing. lossy says what the format cannot hold.',
  kind: 'read',
  roles: ['user', 'orchestrator'],
  rest: ['GET /api/v1/export'],
  command: 'task export',
  toolsets: [],
  input: z.object({
    format: z.enum(formatNames),
    loop_id: field.loopId.optional(),
    large: z.boolean().optional().describe('For programs: also over 1 MiB'),
  }),
  output: Files,
  advertised: Files.pick({ lossy: true }),
  async run({ format, loop_id, large = false }, context) {
    const queue = await viewQueue(context)
    const loop = loop_id === undefined ? undefined : await requireLoop(queue, loop_id)
    const { document, cutEdges } = await exportDocument(queue, loop)
    const { files, lossy } = formats[format].write(document)
    if (!large) requireSize(files)
    const cut = cutEdges === 0 ? [] : [`relations to tasks that are not in this export are left out (${cutEdges})`]
    return { files, lossy: [...lossy, ...cut] }
  },
})

/** A model would pay for every byte of it. */
function requireSize(files: readonly SourceFile[]): void {
  const bytes = files.reduce((sum, { path, content }) => sum + Buffer.byteLength(path) + Buffer.byteLength(content), 0)
  if (bytes <= mostForModels) return
  throw new LoopError('invalid_input', `The export has ${bytes} bytes; a tool gives at most ${mostForModels}.`, {
    code: 'too_many',
    hints: ['loop_id gives one loop.', 'The command "export" writes files of any size; over HTTP, large=true gives all.'],
    details: { limit: mostForModels, count: bytes },
  })
}
