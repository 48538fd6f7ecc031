import type { Migration } from 'loop-core'
import { queueTables } from './0001-queue.ts'
import { messageTables } from './0002-messages.ts'
import { importTables } from './0003-imports.ts'
import { restIndex } from './0004-rests.ts'

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-queue': queueTables,
  '0002-messages': messageTables,
  '0003-imports': importTables,
  '0004-rests': restIndex,
}
