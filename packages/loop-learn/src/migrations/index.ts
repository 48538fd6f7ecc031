import type { Migration } from 'loop-core'
import { learningTables } from './0001-learning.ts'
import { modelTables } from './0003-model.ts'

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-learning': learningTables,
  '0003-model': modelTables,
}
