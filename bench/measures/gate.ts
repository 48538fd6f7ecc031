import type { Section } from '../lib/row.ts'
import { measureCrowd } from './gate/crowd.ts'
import { measureHook } from './gate/hook.ts'
import { measureJudging } from './gate/judging.ts'
import { measureTool } from './gate/tool.ts'

/** loop-gate: how rightly stops are judged, and what that costs. */
export async function measureGate(): Promise<Section[]> {
  const sections: Section[] = []
  for (const measure of [measureHook, measureTool, measureCrowd, measureJudging]) {
    console.error(`  ${measure.name} …`)
    sections.push(...[await measure()].flat())
  }
  return sections
}
