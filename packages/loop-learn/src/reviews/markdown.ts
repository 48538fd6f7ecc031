import type { Counters } from '../storage/tables.ts'
import { many } from '../trajectory/trajectory.ts'
import type { Review } from './review-view.ts'

const longest = 8_000

/** A review to read; at most 8,000 characters. */
export function markdownOf(review: Review): string {
  const sections = sectionsOf(review).map(({ heading, lines }) => `## ${heading}\n\n${lines.map((line) => `- ${plain(line)}`).join('\n')}`)
  const text = `${[
    `# Week ${review.week}`,
    plain(review.headline),
    ...sections,
    `## A question for next week\n\n${plain(review.question)}`,
  ].join('\n\n')}\n`
  const letters = [...text]
  return letters.length <= longest ? text : `${letters.slice(0, longest - 1).join('')}…`
}

export interface Section {
  heading: string
  lines: string[]
}

/** What a review says, by heading; what has nothing to say is left out. */
export function sectionsOf(review: Review): Section[] {
  const { proud, arcs, narrative = [] } = review
  const all: Section[] = [
    { heading: 'What happened', lines: happenings(review) },
    { heading: 'To be proud of', lines: proud.map(({ quote }) => `“${shortened(quote)}”`) },
    { heading: 'Blind spots', lines: spotsIn(review) },
    {
      heading: 'Threads',
      lines: arcs.map(({ label, domain, state, session_ids }) => `${label} (${domain}): ${state}, ${many(session_ids.length, 'session')}`),
    },
    { heading: 'Expectations and nudges', lines: expectations(review) },
    { heading: 'In other words', lines: narrative.map(({ text }) => text) },
  ]
  return all.filter(({ lines }) => lines.length > 0)
}

function happenings({ counts, counts_before, sessions, sessions_before, domains, mode }: Review): string[] {
  const kinds = Object.keys(counts) as (keyof Counters)[]
  const counted = kinds.map((kind) => `${many(counts[kind], kind.slice(0, -1))} (${change(counts[kind], counts_before[kind])})`)
  const where = domains.map(({ domain, count, before }) => `${domain} ${count} (${change(count, before)})`)
  return [
    `${many(sessions.count, 'session')}, ${many(sessions.minutes, 'minute')}; the week before ${sessions_before.count} and ${sessions_before.minutes}`,
    counted.join(', '),
    ...(where.length > 0 ? [where.join(', ')] : []),
    `Mode: ${mode}`,
  ]
}

function change(now: number, before: number): string {
  return now === before ? 'as before' : `${now > before ? '+' : '−'}${Math.abs(now - before)}`
}

function spotsIn({ blind_spots }: Review): string[] {
  return Object.entries(blind_spots).flatMap(([group, spots]) =>
    spots.map(({ title, evidence_ids }) => `${group === 'open' ? 'still open' : group}: ${title} (${many(evidence_ids.length, 'note')})`),
  )
}

function expectations({ calibration, nudges }: Review): string[] {
  const scored = calibration && `${many(calibration.n, 'forecast')} settled: Brier ${calibration.brier}, gap ${calibration.gap}`
  const { delivered, answered, helped, better } = nudges
  const nudged =
    delivered > 0 && `${many(delivered, 'nudge')}: ${answered} answered, ${helped} helped, ${better} followed by less of the same`
  return [scored, nudged].filter((line) => typeof line === 'string')
}

function shortened(text: string): string {
  const letters = [...text.replaceAll(/\s+/g, ' ')]
  return letters.length <= 60 ? letters.join('') : `${letters.slice(0, 59).join('')}…`
}

/** Marks that would make more of a text than words are taken for what they are. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>#|]/g, String.raw`\$&`)
}
