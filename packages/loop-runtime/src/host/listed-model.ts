import type { RuntimeSettings } from '../config.ts'
import { modelNotListed } from './refusals.ts'

/** The model that a job may drive a run with: one that the operator listed, since each call of it costs them. */
export function listedModel({ LOOP_RUNTIME_MODEL: usual, LOOP_RUNTIME_MODELS: others }: RuntimeSettings, asked = usual): string {
  const listed = [...new Set([usual, 'mock', ...others])]
  if (!listed.includes(asked)) throw modelNotListed(asked, listed)
  return asked
}
