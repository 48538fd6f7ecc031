import { symbol, symbolCircle, symbolDiamond, symbolTriangle } from 'd3-shape'
import { groupBy, type Markup, markup } from 'loop-core'
import type { Trajectory } from '../trajectory/trajectory-of.ts'
import type { SpotState } from '../words.ts'
import type { Panel } from './trajectory-chart.ts'

type Change = Trajectory['blind_spot_changes'][number]

/** A shape for each state, so that nobody needs the color. */
const marks: Record<SpotState, { shape: string; tone: string }> = {
  active: { shape: symbol(symbolTriangle, 70)()!, tone: 'struggles' },
  relapsed: { shape: symbol(symbolDiamond, 70)()!, tone: 'struggles' },
  resolved: { shape: symbol(symbolCircle, 70)()!, tone: 'completions' },
  dismissed: { shape: symbol(symbolCircle, 30)()!, tone: 'dismissed' },
}
const legend = ['active', 'relapsed', 'resolved', 'dismissed'] as const
const words: Record<SpotState, string> = { active: 'new', relapsed: 'relapsed', resolved: 'resolved', dismissed: 'dismissed' }

const mostOfWeek = 3
const apart = 14

/** When blind spots came, went and came back. */
export function spotMarks({ blind_spot_changes }: Trajectory, panel: Panel): Markup {
  const { left, right, top, bottom } = panel
  const weeks = [...groupBy(blind_spot_changes, ({ week }) => week)].map(([week, changes]) => marksOf(week, changes, panel))
  const keys = legend.map(
    (
      state,
      index,
    ) => markup`${markAt(state, right - 272 + index * 70, top - 4)}<text class="small quiet" x="${right - 262 + index * 70}" y="${top - 0.5}">${words[state]}</text>
`,
  )
  return markup`<text class="heading" x="${left}" y="${top}">Blind spots</text>
${keys}<path class="grid" d="M${left} ${bottom + 12}H${right}"/>${weeks}`
}

function marksOf(week: string, changes: readonly Change[], { of, bandwidth, bottom }: Panel): Markup {
  const shown = changes.slice(0, mostOfWeek)
  const more = changes.length - shown.length
  const start = of(week) + bandwidth / 2 - ((shown.length - 1) * apart) / 2
  const drawn = shown.map((change, index) =>
    markAt(change.to, start + index * apart, bottom, `${week}: ${change.label}, ${words[change.to]}`),
  )
  return markup`${drawn}${
    more > 0 &&
    markup`<text class="small quiet" x="${start + mostOfWeek * apart - 5}" y="${bottom + 4}">+${more}</text>
`
  }`
}

function markAt(state: SpotState, x: number, y: number, title?: string): Markup {
  const { shape, tone } = marks[state]
  return markup`<path class="${tone}" transform="translate(${x},${y})" d="${shape}">${title !== undefined && markup`<title>${title}</title>`}</path>
`
}
