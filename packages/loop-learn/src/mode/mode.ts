import type { Learning } from '../learning.ts'
import type { Threshold } from '../words.ts'

export const modeSources = ['set', 'environment', 'inferred', 'default'] as const
export const thresholdSources = ['set', 'environment', 'default'] as const

export interface Mode {
  threshold: Threshold
  threshold_source: (typeof thresholdSources)[number]
  mode: Threshold
  mode_source: (typeof modeSources)[number]
}

/** The threshold that is set, and the mode in force: what was set or is in the environment counts, else what was inferred, else the default. */
export function modeOf({ profile, settings }: Pick<Learning, 'profile' | 'settings'>): Mode {
  const { LOOP_HOSTED, LOOP_THRESHOLD } = settings
  const environment = LOOP_HOSTED ? undefined : LOOP_THRESHOLD
  if (profile.threshold) return both(profile.threshold, 'set')
  if (environment) return both(environment, 'environment')
  const threshold = LOOP_HOSTED ? 'transitional' : 'survival'
  const mode = profile.inferred_mode ?? threshold
  return { threshold, threshold_source: 'default', mode, mode_source: profile.inferred_mode ? 'inferred' : 'default' }
}

function both(threshold: Threshold, source: 'set' | 'environment'): Mode {
  return { threshold, threshold_source: source, mode: threshold, mode_source: source }
}
