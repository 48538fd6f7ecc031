import { z } from 'zod'
import type { Purpose } from './words.ts'

const evidence = z.array(z.string().max(60)).max(50)

const ProposedSpot = z.strictObject({
  title: z.string().min(1).max(120),
  pattern: z.string().min(1).max(400),
  domain: z.string().max(40),
  evidence_ids: evidence.min(3),
})
const ProposedNudge = z.strictObject({ spot_id: z.string().max(60), text: z.string().min(1).max(280) })
const ProposedParagraph = z.strictObject({ text: z.string().min(1).max(1_200), evidence_ids: evidence.min(1) })

export type ProposedSpot = z.output<typeof ProposedSpot>
export type ProposedNudge = z.output<typeof ProposedNudge>
export type ProposedParagraph = z.output<typeof ProposedParagraph>

/** All that a model may say. It has no word for a state, a setting or something that is there already. */
const Answer = z.strictObject({
  spots: z.array(ProposedSpot).max(3),
  nudges: z.array(ProposedNudge).max(3),
  narrative: z.array(ProposedParagraph).max(10),
})

/** What it may say for one purpose, as it is told. */
export const answerSchemas = {
  analyse: Answer.pick({ spots: true, nudges: true }),
  review: Answer.pick({ narrative: true }),
  reflect: Answer.pick({ narrative: true }),
} as const satisfies Record<Purpose, z.ZodObject>

export interface Proposals {
  spots: ProposedSpot[]
  nudges: ProposedNudge[]
  narrative: ProposedParagraph[]
  /** How many items were not of the form that was asked for. */
  dropped: number
}

/** Reads an answer item by item, since the API does not hold a model to lengths; undefined where it is no answer at all. */
export function readAnswer(text: string, purpose: Purpose): Proposals | undefined {
  const given = z.record(z.string(), z.unknown()).safeParse(parsed(text)).data
  if (given === undefined) return undefined
  const wanted = answerSchemas[purpose].shape
  const proposals: Proposals = { spots: [], nudges: [], narrative: [], dropped: 0 }
  for (const name of Object.keys(wanted) as (keyof typeof Answer.shape)[]) {
    const items = Array.isArray(given[name]) ? given[name] : []
    const fit = items.flatMap((item) => Answer.shape[name].element.safeParse(item).data ?? [])
    Object.assign(proposals, { [name]: fit })
    proposals.dropped += items.length - fit.length
  }
  return proposals
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
