import { command } from './command.ts'
import { usage } from './usage.ts'

export const contractStory = command({
  name: 'contract',
  takes: 'STORY',
  summary: 'Read a story, and say so: prints its title and acceptance criteria and echoes them to the server. Then claim.',
  most: 1,
  async run({ words: [story_id], call, print, stderr, format }) {
    if (story_id === undefined) throw usage('This needs a STORY: an id, or a number such as US-2.1.')
    const { story } = await call('get_story', { story_id })
    const criteria: Criterion[] = story.acceptance_criteria ?? []
    // Where the answer is read by a program, what is for reading stands beside it.
    if (format !== 'human') stderr.write(`${read(story.title, criteria)}\n`)
    const answer = await call('contract_story', { story_id: story.id, story_title: story.title, ac_count: criteria.length })
    await print(answer, () => `${read(story.title, criteria)}\nContracted. Next: claim ${story_id}`)
  },
})

type Criterion = Readonly<Record<string, unknown>>

function read(title: string, criteria: readonly Criterion[]): string {
  const lines = criteria.map(({ criterion, description, ...rest }, index) => {
    const said = criterion ?? description ?? JSON.stringify(rest)
    return `  ${index + 1}. ${String(said)}`
  })
  return [title, `${criteria.length} acceptance criteria:`, ...lines].join('\n')
}
