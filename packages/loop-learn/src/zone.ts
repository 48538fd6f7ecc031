import { Temporal } from 'temporal-polyfill'
import type { Learning } from './learning.ts'

/** In which zone somebody's days and weeks begin: the one they set, else that of their machine, or UTC where they sit at another. */
export function zoneOf({ profile, settings }: Pick<Learning, 'profile' | 'settings'>): string {
  return profile.timezone ?? (settings.LOOP_HOSTED ? 'UTC' : zoneOfMachine())
}

let known: string | undefined

/** Asked for once, since that takes longer than most statements. */
function zoneOfMachine(): string {
  known ??= Temporal.Now.timeZoneId()
  return known
}
