import type { Learning } from '../learning.ts'
import { firstWordsOf } from '../storage/signs.ts'
import type { Place } from '../storage/spots.ts'
import { self } from '../words.ts'

const longest = 60

/** What a blind spot is about, in a few words: its topic, else the first words of its oldest note, else its domain, else whom it is about. */
export async function labelOf({ db, learner }: Learning, place: Place): Promise<string> {
  const { theme, domain, about } = place
  if (theme.startsWith('topic:')) return theme.slice('topic:'.length)
  if (theme !== '') return shortened((await firstWordsOf(db, learner, place)) ?? domain)
  return domain || (about === self ? 'forecasts' : shortened(about))
}

function shortened(text: string): string {
  return [...text.replaceAll(/\s+/g, ' ')].slice(0, longest).join('').trim()
}
