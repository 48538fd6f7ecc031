import { command } from './command.ts'
import { slugOf } from './slug.ts'
import { usage } from './usage.ts'

export const createProject = command({
  name: 'project create',
  takes: 'NAME [options]',
  summary: `Make a project for a code base. Then import.
--slug SLUG  its short name; made from NAME unless given
--repo URL  --tech-stack TEXT  --description TEXT  --mission TEXT`,
  options: {
    slug: { type: 'string' },
    repo: { type: 'string' },
    'tech-stack': { type: 'string' },
    description: { type: 'string' },
    mission: { type: 'string' },
  },
  most: 1,
  async run({ words: [name], values, call, print }) {
    if (name === undefined) throw usage('This needs a NAME.')
    const { slug = slugOf(name), repo: repo_url, 'tech-stack': tech_stack, description, mission } = values
    await print(await call('create_project', { name, slug, repo_url, tech_stack, description, mission }))
  },
})
