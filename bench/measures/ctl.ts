import type { Section } from '../lib/row.ts'
import { measureBigProject } from './ctl/big-project.ts'
import { measureChanges } from './ctl/changes.ts'
import { measureRace } from './ctl/race.ts'
import { measureStoryLife } from './ctl/story-life.ts'

/** loop-ctl: a story's whole life, large projects, a long log, and many who want the same. */
export async function measureCtl(): Promise<Section[]> {
  const sections: Section[] = []
  for (const measure of [measureStoryLife, measureBigProject, measureChanges, measureRace]) {
    console.error(`  ${measure.name} …`)
    sections.push(await measure())
  }
  return sections
}
