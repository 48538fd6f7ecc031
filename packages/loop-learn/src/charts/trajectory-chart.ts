import { scaleBand } from 'd3-scale'
import { type Markup, markup } from 'loop-core'
import type { Trajectory } from '../trajectory/trajectory-of.ts'
import { bars } from './bars.ts'
import { frame } from './frame.ts'
import { indexLine } from './index-line.ts'
import { stacked } from './palette.ts'
import { spotMarks } from './spot-marks.ts'

/** Where a part of the chart stands, and where each week does within it. */
export interface Panel {
  left: number
  right: number
  top: number
  bottom: number
  /** The left edge of a week. */
  of(week: string): number
  bandwidth: number
}

const left = 52
const right = 16
const perWeek = 54
const height = 482

/** What happened week by week: the share of completions as a line, moves of blind spots as marks, and the kinds as stacked bars. */
export function trajectoryChart(trajectory: Trajectory): Markup {
  const { points, summary } = trajectory
  const width = left + Math.max(points.length, 10) * perWeek + right
  const weeks = points.map(({ week }) => week)
  const band = scaleBand(weeks, [left, width - right]).padding(0.3)
  const panel = (top: number, bottom: number): Panel => ({
    left,
    right: width - right,
    top,
    bottom,
    of: (week) => band(week)!,
    bandwidth: band.bandwidth(),
  })
  const content = markup`${indexLine(points, panel(44, 150))}${spotMarks(trajectory, panel(176, 200))}${bars(points, panel(252, 412))}
${weekLabels(weeks, panel(412, 444))}${legend(464)}`
  return frame({ id: 'trajectory', title: 'Trajectory by week', describe: summary, width, height, content })
}

/** A label for every week, and the year below where a new one begins. */
function weekLabels(weeks: readonly string[], { of, bandwidth, top }: Panel): Markup {
  const labels = weeks.map((name, index) => {
    const [year, week] = name.split('-') as [string, string]
    const middle = of(name) + bandwidth / 2
    const isFirst = index === 0 || !weeks[index - 1]!.startsWith(year)
    return markup`<text class="week middle" x="${middle}" y="${top + 16}">${week}</text>${isFirst && markup`<text class="small quiet middle" x="${middle}" y="${top + 29}">${year}</text>`}
`
  })
  return markup`${labels}`
}

function legend(y: number): Markup {
  const items = stacked.map((kind, index) => {
    const x = left + index * 118
    return markup`<rect class="${kind}" x="${x}" y="${y - 9}" width="10" height="10" rx="2"/><text x="${x + 15}" y="${y}">${kind}</text>
`
  })
  return markup`${items}`
}
