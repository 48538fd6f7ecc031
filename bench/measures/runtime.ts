import type { Section } from '../lib/row.ts'
import { measureCommands } from './runtime/commands.ts'
import { measureCrash } from './runtime/crash.ts'
import { measureDigest } from './runtime/digest.ts'
import { measureEdits } from './runtime/edits.ts'
import { measureFiles } from './runtime/files.ts'
import { measureFootprint } from './runtime/footprint.ts'
import { measureSteps } from './runtime/steps.ts'
import { measureVerdicts } from './runtime/verdicts.ts'

const measures: Readonly<Record<string, () => Promise<Section>>> = {
  files: measureFiles,
  edits: measureEdits,
  steps: measureSteps,
  digest: measureDigest,
  commands: measureCommands,
  verdicts: measureVerdicts,
  footprint: measureFootprint,
  crash: () => measureCrash(),
}

/** loop-runtime: what its tools and its journal cost, how rightly it ends runs, and what a kill leaves of them. */
export async function measureRuntime(): Promise<Section[]> {
  const sections: Section[] = []
  for (const [name, measure] of Object.entries(measures)) {
    console.error(`  ${name} …`)
    sections.push(await measure())
  }
  return sections
}
