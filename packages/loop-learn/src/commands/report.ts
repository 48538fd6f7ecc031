import { type CommandDefinition, readOptions, usage } from 'loop-core'
import type { ReportData } from '../report/report-page.ts'
import type { Review } from '../reviews/review-view.ts'
import { writeFile } from './write-file.ts'

const options = { out: { type: 'string' } } as const

/** Writes the report into a file, from a database here or from a server elsewhere. */
export const report: CommandDefinition = {
  name: 'report',
  summary: `Write one page to read or print: both charts, blind spots with what they rest on, and the last four reviews.
--out FILE  what to write; a file that is there is replaced`,
  async run(words, { caller, stdout, signal }) {
    const { out } = readOptions(words, options)
    if (out === undefined) throw usage('report needs --out FILE.')
    const call: Call = (name, input) => caller.call(name, input, { signal }) as Promise<never>
    const { reportPage } = await import('../report/report-page.ts')
    await writeFile(out, reportPage(await gathered(call)))
    stdout.write(`Wrote ${out}\n`)
    return 0
  },
}

type Call = <Answer>(name: string, input?: object) => Promise<Answer>

async function gathered(call: Call): Promise<ReportData> {
  const { time: at } = await call<{ time: string }>('loop_ping')
  const { weekly_reviews } = await call<{ weekly_reviews: { week: string }[] }>('list_weekly_reviews', { limit: 4 })
  const reviews: Review[] = []
  for (const { week } of weekly_reviews) reviews.push((await call<{ weekly_review: Review }>('get_weekly_review', { week })).weekly_review)
  const { trajectory } = await call<Pick<ReportData, 'trajectory'>>('get_trajectory')
  const { calibration } = await call<Pick<ReportData, 'calibration'>>('get_calibration')
  const { blind_spots } = await call<Pick<ReportData, 'blind_spots'>>('list_blind_spots')
  return { at, trajectory, calibration, blind_spots, reviews }
}
