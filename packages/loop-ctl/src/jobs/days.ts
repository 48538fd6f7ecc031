const day = 24 * 3_600_000

/** When a job that happens by the clock was due, however late it is done. */
export function dueAt({ due_at }: Record<string, unknown>, now: Date): Date {
  return typeof due_at === 'string' ? new Date(due_at) : now
}

/** The day in UTC so many days before a time, such as 2026-01-05. */
export function dayBefore(time: Date, days: number): string {
  return new Date(time.getTime() - days * day).toISOString().slice(0, 10)
}
