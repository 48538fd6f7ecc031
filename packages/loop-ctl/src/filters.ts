import type { CtlDatabase } from './ctl.ts'
import { findProject, findProjectBySlug } from './storage/projects.ts'

/** The id of the project that a filter names by its id or slug. One that there is not stays as it is, and then matches nothing. */
export async function projectFilter<Reference extends string | undefined>(
  db: CtlDatabase,
  reference: Reference,
): Promise<Reference | string> {
  if (reference === undefined) return reference
  const found = (await findProject(db, reference)) ?? (await findProjectBySlug(db, reference))
  return found?.id ?? reference
}
