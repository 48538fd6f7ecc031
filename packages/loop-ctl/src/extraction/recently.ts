const days = 7

/** Since when what was asked for is listed. */
export function recently(now: Date): string {
  return new Date(now.getTime() - days * 24 * 3_600_000).toISOString()
}
