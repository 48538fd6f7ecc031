import type { Named } from './identities.ts'

/** Those whose name stands behind an `@` in a text; of names that begin alike the longest counts. */
export function mentionsIn(text: string, people: readonly Named[]): Named[] {
  const places = text.toLowerCase().split('@').slice(1)
  // What stands right before the sign tells a name from an address such as a@b.example.
  const before = text.split('@')
  const byLength = people.filter(({ name }) => name !== '').toSorted((one, other) => other.name.length - one.name.length)
  const found = places.flatMap((place, index) => {
    if (/[\p{L}\p{N}_.]$/u.test(before[index]!)) return []
    const named = byLength.find(({ name }) => beginsWithName(place, name.toLowerCase()))
    // Two may share a name, and both are meant.
    return named === undefined ? [] : people.filter(({ name }) => name.toLowerCase() === named.name.toLowerCase())
  })
  return [...new Set(found)]
}

function beginsWithName(text: string, name: string): boolean {
  return text.startsWith(name) && !/^[\p{L}\p{N}_-]/u.test(text.slice(name.length))
}

const longestName = 120
const lookedUpPlaces = 50

/** Everything behind an `@` that could be a name, so that a look-up needs to ask for no more than these. */
export function possibleNames(text: string): string[] {
  const places = text.split('@').slice(1, lookedUpPlaces + 1)
  return [...new Set(places.flatMap((place) => endsOf(place).map((end) => place.slice(0, end))))]
}

/** Where a name at the beginning of a text can end. */
function endsOf(text: string): number[] {
  const lengths = Array.from({ length: Math.min(text.length, longestName) }, (_, index) => index + 1)
  return lengths.filter((length) => beginsWithName(text, text.slice(0, length)))
}
