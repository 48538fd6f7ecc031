import { LoopError } from 'loop-core'
import type { Asking } from './command.ts'
import { usage } from './usage.ts'

/** The project that a command is about: the one that was named, or the only one there is. */
export async function projectOf({ project, call }: Asking): Promise<string> {
  if (project !== undefined) return project
  const { data } = await call('list_projects', {})
  const [only, other] = data as { id: string; slug: string }[]
  if (only === undefined)
    throw new LoopError('not_found', 'There is no project yet.', { code: 'no_project', hints: ['Make one: project create NAME.'] })
  if (other !== undefined)
    throw usage('Say which project: --project, or config set project.', [`There are: ${data.map(slugOf).join(', ')}.`])
  return only.id
}

function slugOf({ slug }: { slug: string }): string {
  return slug
}
