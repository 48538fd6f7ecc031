import { join } from 'node:path'
import { openInside } from 'loop-core/workspace'
import { skillNotFound } from '../run/refusals.ts'
import { repoDebugging } from './repo-debugging.ts'

/** What a model is told of how to go about its work. */
export interface Skill {
  name: string
  content: string
}

const largest = 64 * 1024
export const builtIn: Readonly<Record<string, string>> = { 'repo-debugging': repoDebugging }

/** Finds a skill by its name in the folders given, then among those that come along; refuses `skill_not_found`. */
export async function loadSkill(name: string, folders: readonly string[]): Promise<Skill> {
  for (const folder of folders) {
    const content = await readSkill(folder, name)
    if (content !== undefined) return { name, content }
  }
  if (!Object.hasOwn(builtIn, name)) throw skillNotFound(name)
  return { name, content: builtIn[name]! }
}

async function readSkill(folder: string, name: string): Promise<string | undefined> {
  const opened = await openInside(folder, join(name, 'SKILL.md')).catch(() => undefined)
  if (opened === undefined || 'fault' in opened) return undefined
  try {
    const { size } = await opened.file.stat()
    return size > largest ? undefined : withoutFrontMatter(await opened.file.readFile('utf8'))
  } finally {
    await opened.file.close()
  }
}

/** Name and description are for whoever lists skills. */
function withoutFrontMatter(text: string): string {
  return text.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, '').trim()
}
