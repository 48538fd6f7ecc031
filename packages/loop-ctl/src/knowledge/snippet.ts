import { type Place, placesOf } from 'loop-core/words'

/** How far into a text a match is looked for, how much is shown, and how much of it before the first match. */
const looked = 20_000
const shown = 240
const before = 60
/** With these, and a sign at either end for what is left out, a snippet has at most 300 characters. */
const mostMarks = 14

/** A stretch of a text from shortly before the first word that was looked for, with `**` around such words. */
export async function snippetOf(text: string, stems: readonly string[]): Promise<string> {
  const whole = text.slice(0, looked).replaceAll(/\s+/g, ' ').trim()
  const places = await firstPlaces(whole, stems)
  const start = wordFrom(whole, Math.min((places[0]?.start ?? 0) - before, whole.length - shown))
  const end = start + shown >= whole.length ? whole.length : wordUntil(whole, start + shown)
  const marked = places.filter((place) => place.start >= start && place.end <= end).slice(0, mostMarks)
  const isWhole = end === whole.length && text.length <= looked
  return `${start > 0 ? '…' : ''}${withMarks(whole, marked, { start, end })}${isWhole ? '' : '…'}`.toWellFormed()
}

/** The places that may stand in one stretch together with the first. */
async function firstPlaces(text: string, stems: readonly string[]): Promise<Place[]> {
  const found: Place[] = []
  for (const place of await placesOf(text, stems)) {
    found.push(place)
    if (place.start > found[0]!.start + shown) break
  }
  return found
}

function withMarks(text: string, places: readonly Place[], { start, end }: Place): string {
  const pieces = places.map((place, index) => {
    const between = text.slice(places[index - 1]?.end ?? start, place.start)
    return `${between}**${text.slice(place.start, place.end)}**`
  })
  return pieces.join('') + text.slice(places.at(-1)?.end ?? start, end)
}

/** The place of the first word that begins here or behind; here where no blank is near. */
function wordFrom(text: string, place: number): number {
  if (place <= 0) return 0
  const blank = text.slice(place, place + before).indexOf(' ')
  return blank === -1 ? place : place + blank + 1
}

/** The end of the last whole word before this place. */
function wordUntil(text: string, place: number): number {
  const blank = text.lastIndexOf(' ', place)
  return blank < place - before ? place : blank
}
