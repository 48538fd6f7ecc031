import { command } from './command.ts'

const pageSize = 500

export const showBlocked = command({
  name: 'blocked',
  summary: `The stories that wait for others, each with what it waits for.
--project P  which project: id, slug or name; all unless given`,
  async run({ project, call, print }) {
    const answer = await call('list_blocked_stories', { project_id: project, page_size: pageSize })
    await print(answer, () => answer.data.map(inWords).join('\n') || 'Nothing is blocked.')
  },
})

type Line = Readonly<Record<'number' | 'title', string>>

interface Blocked {
  story: Line
  blocking_dependencies: readonly (Line & Readonly<Record<'agent_status' | 'verified_status', string>>)[]
  blocking_count: number
}

/** One line for a story, and one for each that it waits for. */
function inWords({ story, blocking_dependencies, blocking_count }: Blocked): string {
  const blockers = blocking_dependencies.map((one) => `  ${one.number} ${one.title} (${one.agent_status}, ${one.verified_status})`)
  const unshown = blocking_count - blockers.length
  const rest = unshown === 0 ? [] : [`  and ${unshown} more`]
  return [`${story.number} ${story.title} waits for ${blocking_count}:`, ...blockers, ...rest].join('\n')
}
