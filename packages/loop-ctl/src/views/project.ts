import { text, time } from 'loop-core'
import { z } from 'zod'
import type { ProjectRow } from '../storage/tables.ts'

export const Project = z.object({
  id: text(64),
  name: z.string(),
  slug: z.string(),
  repo_url: z.string().nullable(),
  description: z.string().nullable(),
  tech_stack: z.string().nullable(),
  mission: z.string().nullable(),
  status: z.enum(['active', 'archived']),
  metadata: z.record(z.string(), z.unknown()),
  inserted_at: time(),
  updated_at: time(),
})

/** A project as tool lists show it: what a model needs to choose one. */
export const ProjectBrief = Project.pick({ id: true, name: true, slug: true, repo_url: true, tech_stack: true })

export function projectOf(row: ProjectRow): z.output<typeof Project> {
  const { id, name, slug, repo_url, description, tech_stack, mission, status, metadata, inserted_at, updated_at } = row
  const told = { id, name, slug, repo_url, description, tech_stack, mission, status, inserted_at, updated_at }
  return { ...told, metadata: JSON.parse(metadata) }
}
