import { type CommandDefinition, readOptions } from 'loop-core'
import type { Trajectory } from '../trajectory/trajectory-of.ts'
import { writeFile } from './write-file.ts'

const options = { svg: { type: 'string' }, weeks: { type: 'string' } } as const

/** Shows the trajectory, or draws it into a file. */
export const trajectory: CommandDefinition = {
  name: 'trajectory',
  summary: `How you grew, week by week.
--weeks N   how many, the present one among them; 12 unless given
--svg FILE  draw it into this file`,
  async run(words, { caller, print, stdout, signal }) {
    const { svg, weeks } = readOptions(words, options)
    const input = weeks === undefined ? {} : { weeks: Number(weeks) }
    const answer = (await caller.call('get_trajectory', input, { signal })) as { trajectory: Trajectory }
    if (svg === undefined) {
      await print(answer)
      return 0
    }
    // Servers carry this command along and draw nothing by it.
    const { asFile } = await import('../charts/frame.ts')
    const { trajectoryChart } = await import('../charts/trajectory-chart.ts')
    await writeFile(svg, [asFile(trajectoryChart(answer.trajectory))])
    stdout.write(`Wrote ${svg}\n`)
    return 0
  },
}
