import type { SourceFile } from '../format.ts'

export type Section = 'tasks' | 'completed' | 'drafts'
export const sectionNames: readonly Section[] = ['tasks', 'completed', 'drafts']

/** The files of a project, by what they are. */
export interface Layout {
  /** What stands before `tasks/` in the paths: empty, or with a slash at its end. */
  root: string
  tasks: Record<Section, SourceFile[]>
  milestones: SourceFile[]
  config?: SourceFile
  archived: number
  others: number
}

const place = /^(?<root>(?:.*?\/)?)(?<archive>archive\/)?(?<section>tasks|completed|drafts|milestones)\/[^/]+\.(?:md|markdown)$/i
const configName = /^(?:config|backlog\.config)\.ya?ml$/i

export function layoutOf(files: readonly SourceFile[]): Layout {
  const layout: Layout = { root: '', tasks: { tasks: [], completed: [], drafts: [] }, milestones: [], archived: 0, others: 0 }
  const sorted = files.map((file) => ({ file, path: file.path.replaceAll('\\', '/') })).sort((a, b) => (a.path < b.path ? -1 : 1))
  layout.root = sorted.map(({ path }) => place.exec(path)?.groups).find((groups) => groups && !groups.archive)?.root ?? ''
  for (const { file, path } of sorted) sortIn(file, path, layout)
  return layout
}

function sortIn(file: SourceFile, path: string, layout: Layout): void {
  const groups = place.exec(path)?.groups
  const section = groups?.section?.toLowerCase()
  if (section === 'milestones') layout.milestones.push(file)
  else if (groups?.archive) layout.archived++
  else if (section) layout.tasks[section as Section].push(file)
  else if (!layout.config && configName.test(path.slice(path.lastIndexOf('/') + 1))) layout.config = file
  else layout.others++
}

/** Tasks of another folder than the first are of another project. */
export function hasTasks({ tasks }: Layout): boolean {
  return sectionNames.some((name) => tasks[name].length > 0)
}
