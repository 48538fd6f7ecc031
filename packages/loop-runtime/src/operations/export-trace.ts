import { operation, streamedText } from 'loop-core'
import { z } from 'zod'
import { runId } from '../host/fields.ts'
import { runtimeOf } from '../place-of.ts'
import { runNotFound } from '../run/refusals.ts'
import { findRun } from '../storage/runs.ts'
import { tracePages } from '../trace/trace-pages.ts'
import { traceText } from '../trace/trace-text.ts'
import { traceFormats } from '../words.ts'

const types = { events: 'application/json', jsonl: 'application/x-ndjson', html: 'text/html; charset=utf-8' }

export const getRunTrace = operation({
  name: 'get_run_trace',
  title: 'Get the trace of a run',
  summary: 'The whole trace of a run: the JSON array of its events, one event a line, or a page to read.',
  kind: 'effect',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/runs/:run_id/trace'],
  // The module's own command of this name writes the same to a file.
  command: 'export-trace',
  tool: false,
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.object({ run_id: runId, format: z.enum(traceFormats).default('events') }),
  output: streamedText,
  async run({ run_id, format }, context) {
    const runtime = runtimeOf(context)
    const run = await runtime.transaction('read', ({ db }) => findRun(db, run_id))
    if (run === undefined) throw runNotFound()
    return { type: types[format], pieces: traceText(format, run, tracePages(runtime, run_id)) }
  },
})
