import { readdir } from 'node:fs/promises'
import { builtIn, loadSkill } from './load-skill.ts'
import { skillName } from './skill-name.ts'

/** The names of all skills that a run could have, sorted. */
export async function listSkills(folders: readonly string[]): Promise<string[]> {
  const names = new Set(Object.keys(builtIn))
  for (const folder of folders) for (const name of await readdir(folder).catch(() => [])) names.add(name)
  const found = await Promise.all([...names].map((name) => isSkill(name, folders)))
  return [...names].filter((_, index) => found[index]).sort()
}

async function isSkill(name: string, folders: readonly string[]): Promise<boolean> {
  if (!skillName.safeParse(name).success) return false
  return loadSkill(name, folders).then(
    () => true,
    () => false,
  )
}
