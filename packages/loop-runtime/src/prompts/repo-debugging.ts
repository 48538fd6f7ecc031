import { prompt, text } from 'loop-core'
import { z } from 'zod'
import { repoDebugging as skill } from '../skills/repo-debugging.ts'

export const repoDebugging = prompt({
  name: 'repo-debugging',
  title: 'Mend a repository',
  summary: 'How to find and mend what makes a check fail.',
  roles: ['agent', 'orchestrator', 'user'],
  arguments: z.object({ goal: text(2_000).optional().describe('What shall be true afterwards') }),
  write: async ({ goal }) => (goal === undefined ? skill : `${skill}\n## The goal\n\n${goal}\n`),
})
