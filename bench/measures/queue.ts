import type { Section } from '../lib/row.ts'
import { measureClaims } from './queue/claims.ts'
import { measureFootprint } from './queue/footprint.ts'
import { measureGraph } from './queue/graph.ts'
import { measureNextWork } from './queue/next-work.ts'
import { measureTakeover } from './queue/takeover.ts'
import { measureTaskMaster } from './queue/task-master.ts'

/** loop-queue beside itself and beside other task lists for agents. */
export async function measureQueue(): Promise<Section[]> {
  const sections: Section[] = []
  for (const measure of [measureClaims, measureTaskMaster, measureNextWork, measureGraph, measureTakeover, measureFootprint]) {
    console.error(`  ${measure.name} …`)
    sections.push(await measure())
  }
  return sections
}
