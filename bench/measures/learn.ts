import type { Section } from '../lib/row.ts'
import { measureCrowd } from './learn/crowd.ts'
import { measureFootprint } from './learn/footprint.ts'
import { measureObserving } from './learn/observing.ts'
import { measureQuality } from './learn/quality.ts'
import { measureRecalling } from './learn/recalling.ts'
import { measureStartOfSession } from './learn/start-of-session.ts'

const measures: Readonly<Record<string, () => Promise<Section>>> = {
  observing: measureObserving,
  crowd: measureCrowd,
  recalling: measureRecalling,
  quality: measureQuality,
  'start of session': measureStartOfSession,
  footprint: measureFootprint,
}

/** loop-learn: what recording and recalling cost, how well it recalls, and what is left of what many write at once. */
export async function measureLearn(): Promise<Section[]> {
  const sections: Section[] = []
  for (const [name, measure] of Object.entries(measures)) {
    console.error(`  ${name} …`)
    sections.push(await measure())
  }
  return sections
}
