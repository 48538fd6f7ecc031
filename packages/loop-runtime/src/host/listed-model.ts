import type { Workspace } from '../configured.ts'
import { modelNotListed } from './refusals.ts'

/** The model that a job may drive a run with: one that the operator listed, since each call of it costs them. */
export function listedModel({ models }: Pick<Workspace, 'models'>, asked = models[0]!): string {
  if (!models.includes(asked)) throw modelNotListed(asked, models)
  return asked
}
