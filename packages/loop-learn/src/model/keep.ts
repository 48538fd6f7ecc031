import { clean } from '../clean/clean.ts'
import type { BlindSpotRow, ObservationRow } from '../storage/tables.ts'
import type { Proposals, ProposedNudge, ProposedParagraph, ProposedSpot } from './answer.ts'

/** What a model was shown, by which its answer is judged. */
export interface Shown {
  notes: readonly ObservationRow[]
  spots: readonly BlindSpotRow[]
  nonce: string
}

export interface KeptSpot extends ProposedSpot {
  about: string
  sessions: number
}

export interface Kept {
  spots: KeptSpot[]
  nudges: ProposedNudge[]
  narrative: ProposedParagraph[]
  dropped: number
}

const mostItems = 3
const longestNarrative = 1_200

/** Keeps of an answer what rests on notes that were sent and is plain text. A bad item falls, not the answer. */
export async function keep(proposals: Proposals, shown: Shown): Promise<Kept> {
  const notes = new Map(shown.notes.map((note) => [note.id, note]))
  const isFit = async (texts: string[], ids: string[] = []) => ids.every((id) => notes.has(id)) && (await allPlain(texts, shown.nonce))
  const spots = await filtered(proposals.spots, ({ title, pattern, evidence_ids }) => isFit([title, pattern], evidence_ids))
  const nudges = await filtered(
    proposals.nudges,
    async ({ spot_id, text }) => shown.spots.some(({ id }) => id === spot_id) && (await isFit([text])),
  )
  const narrative = await filtered(proposals.narrative, ({ text, evidence_ids }) => isFit([text], evidence_ids))
  const kept = {
    spots: spots.flatMap((spot) => grounded(spot, notes)).slice(0, mostItems),
    nudges: nudges.slice(0, mostItems),
    narrative: withinLength(narrative),
  }
  return { ...kept, dropped: proposals.dropped + countOf(proposals) - countOf(kept) }
}

/** At least three notes from two sessions, about one and the same, and in the domain that it is said to be of. */
function grounded(spot: ProposedSpot, notes: ReadonlyMap<string, ObservationRow>): KeptSpot[] {
  const evidence_ids = [...new Set(spot.evidence_ids)]
  const cited = evidence_ids.map((id) => notes.get(id)!)
  const sessions = new Set(cited.map(({ session_id }) => session_id)).size
  const about = cited[0]?.about
  const isGrounded =
    cited.length >= 3 && sessions >= 2 && cited.every((note) => note.about === about) && cited.some(({ domain }) => domain === spot.domain)
  return isGrounded ? [{ ...spot, evidence_ids, about: about!, sessions }] : []
}

function withinLength(paragraphs: readonly ProposedParagraph[]): ProposedParagraph[] {
  let length = 0
  return paragraphs.filter(({ text }) => {
    if (length + text.length > longestNarrative) return false
    length += text.length
    return true
  })
}

const link = /[a-z][a-z0-9+.-]*:\/\/|\bwww\.|\b(?:mailto|javascript|data):|\]\(|\b[\w-]+\.(?:com|org|net|io|dev|ai|app|co|info|xyz)\b/i
const markup = /<[a-z/!?]|&(?:#|[a-z]+;)|```|~~~/i
/** Control characters, and those that turn the direction of a text or hide in it. */
const unseen = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u

async function allPlain(texts: readonly string[], nonce: string): Promise<boolean> {
  for (const text of texts) {
    if (link.test(text) || markup.test(text) || unseen.test(text) || text.includes(nonce)) return false
    // What would be taken out of a note has no place in an answer about notes.
    if ((await clean(text)).text !== text.trim()) return false
  }
  return true
}

async function filtered<Item>(items: readonly Item[], isFit: (item: Item) => Promise<boolean>): Promise<Item[]> {
  const fits = await Promise.all(items.map(isFit))
  return items.filter((_, index) => fits[index])
}

function countOf({ spots, nudges, narrative }: Pick<Proposals, 'spots' | 'nudges' | 'narrative'>): number {
  return spots.length + nudges.length + narrative.length
}
