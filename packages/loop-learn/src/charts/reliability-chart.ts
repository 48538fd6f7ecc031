import { scaleLinear, scaleSqrt } from 'd3-scale'
import { line } from 'd3-shape'
import { type Markup, markup } from 'loop-core'
import type { Calibration } from '../forecasts/calibration.ts'
import { frame } from './frame.ts'
import { percent } from './index-line.ts'

const [left, right, top, bottom] = [64, 384, 44, 364]
const [width, height] = [408, 420]

type Filled = Calibration['bins'][number] & { mean: number; rate: number }

/** What was expected against what came: on the dashed line both are the same. */
export function reliabilityChart(calibration: Calibration): Markup {
  const { n, brier, gap } = calibration
  const describe = n === 0 ? 'No forecast is settled yet.' : `${n} settled forecasts, Brier score ${brier}, gap ${gap}.`
  return frame({
    id: 'reliability',
    title: 'Reliability of forecasts',
    describe,
    width,
    height,
    content: markup`${axes()}${outcomes(calibration)}`,
  })
}

const x = scaleLinear([0, 1], [left, right])
const y = scaleLinear([0, 1], [bottom, top])

function axes(): Markup {
  const lines = [0, 0.25, 0.5, 0.75, 1].map(
    (share) => markup`<path class="grid" d="M${left} ${y(share)}H${right}M${x(share)} ${top}V${bottom}"/>
<text class="quiet end" x="${left - 8}" y="${y(share) + 4}">${percent(share)}</text><text class="quiet middle" x="${x(share)}" y="${bottom + 18}">${percent(share)}</text>
`,
  )
  return markup`<text class="heading" x="${left}" y="${top - 28}">How often it came true</text>
<text class="heading middle" x="${(left + right) / 2}" y="${bottom + 42}">How sure somebody was</text>
${lines}<path class="even" d="M${left} ${bottom}L${right} ${top}"/>
`
}

function outcomes({ bins }: Calibration): Markup {
  const filled = bins.filter((bin): bin is Filled => bin.n > 0)
  if (filled.length === 0)
    return markup`<text class="quiet middle" x="${(left + right) / 2}" y="${(top + bottom) / 2 - 12}">No forecast is settled yet.</text>
`
  const size = scaleSqrt([1, Math.max(...filled.map(({ n }) => n), 2)], [5, 13])
  const path = line<Filled>()
    .x(({ mean }) => x(mean))
    .y(({ rate }) => y(rate))(filled)
  const dots = filled.map(
    ({
      mean,
      rate,
      n,
    }) => markup`<circle class="decisions" cx="${x(mean)}" cy="${y(rate)}" r="${size(n)}"><title>Said ${percent(mean)}, came true ${percent(rate)}: ${n}</title></circle>
<text class="small quiet middle over" x="${x(mean)}" y="${y(rate) - size(n) - 4}">${n}</text>
`,
  )
  return markup`<path class="joined" d="${path ?? ''}"/>${dots}`
}
