import { type Markup, markup } from 'loop-core'
import { many } from '../trajectory/trajectory.ts'
import type { BlindSpotView } from '../views/blind-spot.ts'

/** How many of its notes are shown with a blind spot. */
const mostEvidence = 5

export type SpotOfReport = Pick<
  BlindSpotView,
  'title' | 'pattern' | 'state' | 'severity' | 'domain' | 'support_count' | 'counter_count' | 'first_seen_at' | 'last_seen_at' | 'evidence'
>

/** The open blind spots, each with the notes that it rests on. */
export function spotsSection(spots: readonly SpotOfReport[]): Markup {
  return markup`<h2>Blind spots</h2>
${
  spots.length === 0 &&
  markup`<p class="quiet">None is open.</p>
`
}${spots.map(spot)}`
}

function spot(shown: SpotOfReport): Markup {
  const { title, pattern, state, severity, domain, support_count, counter_count, first_seen_at, last_seen_at, evidence } = shown
  const span = `${many(support_count, 'note')} for it, ${counter_count} against; ${first_seen_at.slice(0, 10)} to ${last_seen_at.slice(0, 10)}`
  const notes = evidence.slice(0, mostEvidence).map(
    ({
      supports,
      observed_at,
      quote,
    }) => markup`<li><span class="quiet">${observed_at.slice(0, 10)}${!supports && markup`, against`}</span> <q>${quote}</q></li>
`,
  )
  return markup`<section>
<h3>${title}</h3>
<p><span class="tag">${state}</span> <span class="tag">${severity} severity</span>${domain !== '' && markup` <span class="tag">${domain}</span>`}</p>
<p>${pattern}</p>
<p class="quiet">${span}</p>
<ul>
${notes}</ul>
</section>
`
}
