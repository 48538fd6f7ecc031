import { createHash } from 'node:crypto'
import { type Markup, markup } from 'loop-core'
import { reliabilityChart } from '../charts/reliability-chart.ts'
import { trajectoryChart } from '../charts/trajectory-chart.ts'
import type { Calibration } from '../forecasts/calibration.ts'
import { sectionsOf } from '../reviews/markdown.ts'
import type { Review } from '../reviews/review-view.ts'
import type { ArcView } from '../trajectory/arcs.ts'
import { many } from '../trajectory/trajectory.ts'
import type { Trajectory } from '../trajectory/trajectory-of.ts'
import type { SpotOfReport } from './spots.ts'
import { spotsSection } from './spots.ts'
import { style } from './style.ts'
import { calibrationTable, trajectoryTable } from './tables.ts'

export interface ReportData {
  at: string
  trajectory: Trajectory
  calibration: Calibration
  blind_spots: readonly SpotOfReport[]
  /** The newest first. */
  reviews: readonly Review[]
}

/** How somebody grew, as one page that runs nothing and asks nobody: it can be kept, printed and opened anywhere. */
export async function* reportPage({ at, trajectory, calibration, blind_spots, reviews }: ReportData): AsyncGenerator<string> {
  yield head()
  yield markup`<h1>How you grow</h1>
<p class="quiet">As of <time>${at.slice(0, 10)}</time></p>
<p>${trajectory.summary}</p>
<h2>Trajectory</h2>
<figure>${trajectoryChart(trajectory)}</figure>
${trajectoryTable(trajectory.points)}
${threads(trajectory.arcs)}`.text
  yield spotsSection(blind_spots).text
  yield markup`<h2>Forecasts</h2>
<figure>${reliabilityChart(calibration)}</figure>
${calibrationTable(calibration)}
`.text
  yield markup`<h2>Reviews</h2>
${
  reviews.length === 0 &&
  markup`<p class="quiet">The first one is written when a week with a session is over.</p>
`
}${reviews.map(reviewSection)}</main>
</html>
`.text
}

/** Only this style is obeyed, and nothing is loaded from anywhere. */
function head(): string {
  const hash = createHash('sha256').update(style).digest('base64')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>How you grow</title>
<style>${style}</style>
<main>
`
}

function threads(arcs: readonly ArcView[]): Markup {
  if (arcs.length === 0) return markup``
  const items = arcs.map(
    ({
      label,
      domain,
      state,
      session_ids,
    }) => markup`<li><b>${label}</b> <span class="tag">${domain}</span> <span class="tag ${state}">${state}</span> <span class="quiet">${many(session_ids.length, 'session')}</span></li>
`,
  )
  return markup`<h2>Threads</h2>
<ul>
${items}</ul>
`
}

function reviewSection(review: Review, index: number): Markup {
  const sections = sectionsOf(review).map(
    ({ heading, lines }) => markup`<h4>${heading}</h4>
<ul>${lines.map((line) => markup`<li>${line}</li>`)}</ul>
`,
  )
  return markup`<details${index === 0 && markup` open`}>
<summary><b>Week ${review.week}</b> <span class="quiet">${review.headline}</span></summary>
${sections}<p class="question">${review.question}</p>
</details>
`
}
