import type { Migration } from 'loop-core'
import { learningTables } from './0001-learning.ts'

export const migrations: Readonly<Record<string, Migration>> = { '0001-learning': learningTables }
