import type { Migration } from 'loop-core'
import { learningTables } from './0001-learning.ts'
import { searchableObservations } from './0002-search.ts'
import { modelTables } from './0003-model.ts'
import { modeTables } from './0004-modes.ts'

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-learning': learningTables,
  '0002-search': searchableObservations,
  '0003-model': modelTables,
  '0004-modes': modeTables,
}
