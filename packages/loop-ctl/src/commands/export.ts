import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LoopError } from 'loop-core'
import { command } from './command.ts'
import { projectOf } from './project.ts'

export const exportProject = command({
  name: 'export',
  summary: `A whole project as JSON, or as a folder that import reads.
--dir PATH  write epic_<number>/us_<number>.json beneath a new or empty folder
--project P  which project: id, slug or name`,
  options: { dir: { type: 'string' } },
  async run(typed) {
    const exported: Exported = await typed.call('export_project', { project_id: await projectOf(typed) })
    const { dir } = typed.values
    if (dir === undefined) return typed.print(exported, () => JSON.stringify(exported, null, 2))
    const files = filesOf(exported)
    await writeAll(dir, files)
    await typed.print({ dir, files: files.length }, () => `${files.length} files written to ${dir}`)
  },
})

type Parts = Readonly<Record<string, unknown>>

type Exported = {
  epics: ({ number: number; stories: ({ number: string } & Parts)[] } & Parts)[]
  story_dependencies: { story: string; depends_on: string }[]
  epic_dependencies: { epic: number; depends_on: number }[]
}

interface File {
  path: string
  content: unknown
}

function filesOf({ epics, story_dependencies, epic_dependencies }: Exported): File[] {
  return epics.flatMap(({ stories, ...epic }) => {
    const folder = `epic_${safe(epic.number)}`
    const before = epic_dependencies.filter((edge) => edge.epic === epic.number).map(({ depends_on }) => depends_on)
    const files = stories.map((story) => {
      const dependencies = story_dependencies.filter((edge) => edge.story === story.number).map(({ depends_on }) => depends_on)
      return { path: `${folder}/us_${safe(story.number)}.json`, content: { ...story, dependencies } }
    })
    return [{ path: `${folder}/epic.json`, content: { ...epic, depends_on: before } }, ...files]
  })
}

/** A server chooses these names, so nothing in them may lead elsewhere. */
function safe(number: unknown): string {
  const text = String(number)
  if (/^[0-9a-z]+(\.[0-9a-z]+)*$/i.test(text)) return text
  throw new LoopError('conflict', `${JSON.stringify(text)} cannot be the name of a file; nothing was written.`, { code: 'not_writable' })
}

async function writeAll(folder: string, files: readonly File[]): Promise<void> {
  await mkdir(folder, { recursive: true })
  if ((await readdir(folder)).length > 0) throw notEmpty(folder)
  for (const { path, content } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx' })
  }
}

function notEmpty(folder: string): LoopError {
  const hints = ['Name a folder that is new or empty: --dir.']
  return new LoopError('conflict', `There is something in ${folder} already; nothing was written.`, { code: 'not_empty', hints })
}
