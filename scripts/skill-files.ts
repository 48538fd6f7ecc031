import { join } from 'node:path'
import { skillFiles } from '../packages/loop-ctl/src/skills/index.ts'
import type { Generated } from './operation-lists.ts'

/** The skills of loop-ctl as files, from the texts that are also its prompts. */
export function skillFilesOfCtl(root: string): Generated[] {
  return skillFiles().map(({ path, content }) => ({ path: join(root, 'packages/loop-ctl', path), content }))
}
