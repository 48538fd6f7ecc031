import { timeline } from '../trace/timeline.ts'
import { traceText } from '../trace/trace-text.ts'
import { isTerminal, paintFor } from '../view/paint.ts'
import { withTrace } from './open-trace.ts'
import { printPieces } from './write-pieces.ts'

interface Where {
  stdout: NodeJS.WritableStream
  environment: Readonly<Record<string, string | undefined>>
  asJson: boolean
}

/** Prints one run, event by event. */
export async function inspectTrace(which: { path: string; id?: string | undefined }, where: Where): Promise<void> {
  const { stdout, environment, asJson } = where
  const isReadable = isTerminal(stdout) && !asJson
  await withTrace(which, ({ run, pages }) =>
    printPieces(stdout, isReadable ? timeline(run, pages, paintFor(stdout, environment)) : traceText('events', run, pages)),
  )
}
