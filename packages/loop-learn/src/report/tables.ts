import { type Markup, markup } from 'loop-core'
import { percent } from '../charts/index-line.ts'
import { stacked } from '../charts/palette.ts'
import type { Calibration } from '../forecasts/calibration.ts'
import type { Point } from '../trajectory/trajectory.ts'

/** The numbers of the first chart. */
export function trajectoryTable(points: readonly Point[]): Markup {
  const heads = ['Week', 'Sessions', ...stacked, 'Share of completions', 'Open blind spots', 'Brier']
  const rows = points.map(({ week, sessions, counts, index, open_spots, brier }) => [
    week,
    sessions,
    ...stacked.map((kind) => counts[kind]),
    index === null ? '–' : percent(index),
    open_spots,
    brier ?? '–',
  ])
  return table('Numbers of the trajectory', heads, rows)
}

/** The numbers of the second one. */
export function calibrationTable({ n, too_few, brier, skill, gap, bins }: Calibration): Markup {
  if (n === 0) return markup``
  const heads = ['Said', 'Forecasts', 'On average', 'Came true']
  const share = (value: number | null) => (value === null ? '–' : percent(value))
  const rows = bins.map((bin) => [`${percent(bin.from)} to ${percent(bin.to)}`, bin.n, share(bin.mean), share(bin.rate)])
  return markup`<p>${n} settled. Brier ${brier ?? '–'}, skill ${skill ?? '–'}, gap ${gap ?? '–'}.${too_few && ' Fewer than ten say little.'}</p>
${table('Numbers of the forecasts', heads, rows)}`
}

function table(caption: string, heads: readonly string[], rows: readonly (readonly (string | number)[])[]): Markup {
  const cells = (row: readonly (string | number)[]) =>
    row.map((cell, index) => (index === 0 ? markup`<th scope="row">${cell}</th>` : markup`<td>${cell}</td>`))
  return markup`<details><summary>${caption}</summary>
<div class="wide"><table>
<thead><tr>${heads.map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) => markup`<tr>${cells(row)}</tr>
`,
)}</tbody>
</table></div>
</details>
`
}
