import type { RunRow } from '../../storage/tables.ts'
import type { TracePages } from '../trace-text.ts'
import { overview } from './overview.ts'
import { stepHtml } from './step.ts'
import { stepsIn } from './steps.ts'
import { head } from './style.ts'

/** A run as one page that runs nothing and asks nobody: it can be opened anywhere, whoever wrote what is in it. */
export async function* htmlTrace(run: RunRow, pages: TracePages): AsyncGenerator<string> {
  yield head + overview(run).text
  for await (const step of stepsIn(pages)) yield stepHtml(step).text
}
