import type { Section } from '../lib/row.ts'
import { measureCommands } from './runtime/commands.ts'
import { measureDigest } from './runtime/digest.ts'
import { measureEdits } from './runtime/edits.ts'
import { measureFiles } from './runtime/files.ts'
import { measureFootprint } from './runtime/footprint.ts'
import { measureSteps } from './runtime/steps.ts'
import { measureVerdicts } from './runtime/verdicts.ts'

/** loop-runtime: what its tools and its journal cost, and how rightly it ends runs. */
export async function measureRuntime(): Promise<Section[]> {
  const sections: Section[] = []
  for (const measure of [measureFiles, measureEdits, measureSteps, measureDigest, measureCommands, measureVerdicts, measureFootprint]) {
    console.error(`  ${measure.name} …`)
    sections.push(await measure())
  }
  return sections
}
