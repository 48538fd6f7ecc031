import { join } from 'node:path'
import { testLoop } from '../../packages/core/src/testing/loop.ts'
import { loopGate } from '../../packages/loop-gate/src/index.ts'
import type { GatedFolder } from './gated-folder.ts'
import type { Answer } from './tools.ts'

/** The address of the database that the hook of a folder writes to. */
export function databaseUrl({ home }: Pick<GatedFolder, 'home'>): string {
  return `file:${join(home, 'data/loop.db')}`
}

/** How many refused stops in a row each session has. */
export async function blocksIn(folder: GatedFolder): Promise<Map<string, number>> {
  const { application, close } = testLoop([loopGate], { databaseUrl: databaseUrl(folder) })
  const rows: Answer[] = await application.storage.transaction('local', 'read', (db) =>
    db.selectFrom('gate_sessions').select(['session', 'blocks']).execute(),
  )
  await close()
  return new Map(rows.map(({ session, blocks }) => [session, blocks]))
}
