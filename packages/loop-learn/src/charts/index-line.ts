import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { type Markup, markup } from 'loop-core'
import type { Point } from '../trajectory/trajectory.ts'
import type { Panel } from './trajectory-chart.ts'

/** The share of completions from week to week; where too little is known, the line has a gap. */
export function indexLine(points: readonly Point[], { left, right, top, bottom, of, bandwidth }: Panel): Markup {
  const y = scaleLinear([0, 1], [bottom, top])
  const x = ({ week }: Point) => of(week) + bandwidth / 2
  const path = line<Point>()
    .defined(({ index }) => index !== null)
    .x(x)
    .y(({ index }) => y(index!))(points)
  const ticks = [0, 0.5, 1].map(
    (
      share,
    ) => markup`<path class="grid" d="M${left} ${y(share)}H${right}"/><text class="quiet end" x="${left - 8}" y="${y(share) + 4}">${percent(share)}</text>
`,
  )
  const dots = points.flatMap((point) =>
    point.index === null
      ? []
      : [
          markup`<circle class="dot" cx="${x(point)}" cy="${y(point.index)}" r="5"><title>${point.week}: ${percent(point.index)}</title></circle>
`,
        ],
  )
  const empty =
    dots.length === 0 &&
    markup`<text class="quiet middle" x="${(left + right) / 2}" y="${(top + bottom) / 2 - 8}">Too early to see: a week needs five completions, struggles or avoidances.</text>
`
  return markup`<text class="heading" x="${left}" y="${top - 20}">Share of completions</text>
${ticks}${path !== null && path !== '' && markup`<path class="index" d="${path}"/>`}${dots}${empty}`
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
