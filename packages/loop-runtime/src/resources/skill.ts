import { resource } from 'loop-core'
import { z } from 'zod'
import { skillFolders } from '../place-of.ts'
import { loadSkill } from '../skills/load-skill.ts'
import { skillName } from '../skills/skill-name.ts'

export const skill = resource({
  name: 'runtime_skill',
  title: 'Skill',
  summary: 'How a model goes about one kind of work, as a run is told.',
  roles: ['agent', 'orchestrator', 'user'],
  uri: 'loop://runtime/skills/{name}',
  mimeType: 'text/markdown',
  parameters: z.object({ name: skillName }),
  read: async ({ name }, context) => (await loadSkill(name, skillFolders(context))).content,
})
