import { scaleLinear } from 'd3-scale'
import { stack } from 'd3-shape'
import { type Markup, markup } from 'loop-core'
import type { Point } from '../trajectory/trajectory.ts'
import { stacked } from './palette.ts'
import type { Panel } from './trajectory-chart.ts'

type Kind = (typeof stacked)[number]

/** What was noted in each week, one kind above the other. */
export function bars(points: readonly Point[], { left, right, top, bottom, of, bandwidth }: Panel): Markup {
  const layers = stack<Point, Kind>()
    .keys(stacked)
    .value(({ counts }, kind) => counts[kind])(points)
  const highest = Math.max(...layers.flat().map(([, end]) => end), 4)
  const y = scaleLinear([0, highest], [bottom, top]).nice(4)
  const ticks = y.ticks(4).map(
    (
      count,
    ) => markup`<path class="grid" d="M${left} ${y(count)}H${right}"/><text class="quiet end" x="${left - 8}" y="${y(count) + 4}">${count}</text>
`,
  )
  const parts = layers.flatMap((layer) =>
    layer.flatMap((span) => {
      const [from, to] = span
      const { week } = span.data
      if (from === to) return []
      return [
        markup`<rect class="${layer.key}" x="${of(week)}" y="${y(to)}" width="${bandwidth}" height="${y(from) - y(to)}"><title>${week}: ${layer.key} ${to - from}</title></rect>
`,
      ]
    }),
  )
  return markup`<text class="heading" x="${left}" y="${top - 14}">Notes by kind</text>
${ticks}${parts}`
}
