import { fileLines } from '../piece.ts'
import type { NearestPlace } from '../refusals.ts'

const most = { lines: 20_000, shown: 10, characters: 2_000, lineLength: 200 }

/** The place of a file that is most like what was searched, for whoever has to correct the search. */
export function nearestPlace(text: string, search: readonly string[]): NearestPlace | undefined {
  const file = fileLines(text)
    .slice(0, most.lines)
    .map((piece) => piece.text)
  const wanted = search.slice(0, most.lines)
  const index = byEqualLines(file, wanted) ?? byLikeLine(file, wanted)
  if (index === undefined) return undefined
  const found = file.slice(index, index + Math.max(1, wanted.length))
  const likeness = shareOf(pairsOf(found.join('\n')), pairsOf(wanted.join('\n')))
  return {
    line: index + 1,
    likeness: Math.round(likeness * 100) / 100,
    text: found.slice(0, most.shown).join('\n').slice(0, most.characters),
  }
}

/** Each line that stands in both votes for the place where the search would then begin. */
function byEqualLines(file: readonly string[], wanted: readonly string[]): number | undefined {
  const offsets = new Map<string, number>()
  for (const [offset, line] of wanted.entries()) if (line.trim() !== '') offsets.set(line.trim(), offset)
  const votes = new Map<number, number>()
  for (const [index, line] of file.entries()) {
    const offset = offsets.get(line.trim())
    if (offset !== undefined && index >= offset) votes.set(index - offset, (votes.get(index - offset) ?? 0) + 1)
  }
  let best = { index: undefined as number | undefined, votes: 0 }
  for (const [index, count] of votes) if (count > best.votes) best = { index, votes: count }
  return best.index
}

function byLikeLine(file: readonly string[], wanted: readonly string[]): number | undefined {
  const offset = wanted.findIndex((line) => line.trim() !== '')
  if (offset < 0) return undefined
  const pairs = pairsOf(wanted[offset]!.slice(0, most.lineLength))
  let best = { index: undefined as number | undefined, likeness: 0 }
  for (const [index, line] of file.entries()) {
    const likeness = shareOf(pairs, pairsOf(line.slice(0, most.lineLength)))
    if (likeness > best.likeness) best = { index: Math.max(0, index - offset), likeness }
  }
  return best.index
}

/** The share of pairs of letters that two texts have in common (Dice). */
function shareOf(first: ReadonlyMap<string, number>, second: ReadonlyMap<string, number>): number {
  let common = 0
  for (const [pair, count] of first) common += Math.min(count, second.get(pair) ?? 0)
  const total = sizeOf(first) + sizeOf(second)
  return total === 0 ? 0 : (2 * common) / total
}

function pairsOf(text: string): Map<string, number> {
  const dense = text.slice(0, most.characters).replace(/\s+/g, ' ').trim()
  const pairs = new Map<string, number>()
  for (let index = 0; index + 1 < dense.length; index++) {
    const pair = dense.slice(index, index + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}

function sizeOf(pairs: ReadonlyMap<string, number>): number {
  let size = 0
  for (const count of pairs.values()) size += count
  return size
}
