import type { CtlDatabase } from './ctl.ts'
import { instant } from './fields.ts'
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

/** A moment that somebody wrote, as times are stored; undefined for what is none. */
export function readInstant(given: string | undefined): string | undefined {
  return instant.safeParse(given).success ? new Date(given!).toISOString() : undefined
}

/** A day in UTC that somebody wrote, such as 2026-01-05, or the day of a moment; undefined for what is neither. */
export function readDay(given: string | undefined): string | undefined {
  return readInstant(/^\d{4}-\d\d-\d\d$/.test(given ?? '') ? `${given}T00:00:00Z` : given)?.slice(0, 10)
}

/** The last moment before a stored time: later than it means from that time on. */
export function before(time: string): string {
  return new Date(Date.parse(time) - 1).toISOString()
}
