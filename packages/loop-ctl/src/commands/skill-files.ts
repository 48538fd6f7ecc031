import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { readYamlAs, sayFault } from 'loop-core/yaml'
import { z } from 'zod'
import { usage } from './usage.ts'

/** What a file says of a skill. */
export interface SkillFile {
  name: string
  description?: string
  prompt_text: string
}

/** What stands above the prompt, between two lines of `---`; other programs have keys of their own there. */
const FrontMatter = z.looseObject({ name: z.string().optional(), description: z.string().optional() })

/** Reads one skill; without a name of its own it is called by its file, or by the folder of its `SKILL.md`. */
export async function readSkillFile(path: string): Promise<SkillFile> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) throw usage(`There is no file ${path}.`)
  const [, matter = '', body] = /^\ufeff?(?:---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|$))?(.*)$/ms.exec(text)!
  // The line above it counts too, so that a fault has the line that it has in the file.
  const read = readYamlAs(`\n${matter.trim() === '' ? '{}' : matter}`, FrontMatter, { noun: 'front matter', largest: 64 * 1024 })
  if ('faults' in read) throw usage(`${path} cannot be understood.`, read.faults.map(sayFault))
  const { name = nameOf(path), description } = read.value
  return { name, ...(description !== undefined && { description }), prompt_text: body!.trim() }
}

function nameOf(path: string): string {
  return basename(path) === 'SKILL.md' ? basename(dirname(path)) : basename(path, '.md')
}

/** Reads every `SKILL.md` one folder below, and every other `.md` beside them. */
export async function readSkillFolder(folder: string): Promise<SkillFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined)
  if (entries === undefined) throw usage(`There is no folder ${folder}.`)
  const inside = await Promise.all(entries.filter((entry) => entry.isDirectory()).map(({ name }) => skillIn(join(folder, name))))
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.md')).map(({ name }) => join(folder, name))
  const paths = [...inside.flat(), ...files].toSorted()
  if (paths.length === 0) throw usage(`There is no skill in ${folder}.`, ['A skill is NAME/SKILL.md, or NAME.md.'])
  const skills: SkillFile[] = []
  // One after the other, so that of several faults the first is told.
  for (const path of paths) skills.push(await readSkillFile(path))
  return skills
}

async function skillIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).includes('SKILL.md') ? [join(folder, 'SKILL.md')] : []
}
