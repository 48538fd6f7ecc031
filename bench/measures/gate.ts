import type { Section } from '../lib/row.ts'
import { measureJudging } from './gate/judging.ts'

/** loop-gate: how rightly stops are judged, and what that costs. */
export async function measureGate(): Promise<Section[]> {
  const sections: Section[] = []
  for (const measure of [measureJudging]) {
    console.error(`  ${measure.name} …`)
    sections.push(...[await measure()].flat())
  }
  return sections
}
