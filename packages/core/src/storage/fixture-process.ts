import { createInterface } from 'node:readline'
import { setImmediate } from 'node:timers/promises'
import { type Demo, directoryMigrations, migrations } from './fixture-tables.ts'
import { openStorage, type Storage } from './index.ts'

// A process of its own for tests of many: it says `ready`, waits for a line, does one of the actions below and ends.

const [action = '', url = '', ...rest] = process.argv.slice(2)

const actions: Record<string, (storage: Storage) => Promise<void>> = {
  open: (storage) => storage.transaction('local', 'read', async () => {}),
  count: async (storage) => {
    for (let round = 0; round < Number(rest[0]); round++) await storage.transaction('local', 'write', countByHand)
  },
  batches: async (storage) => {
    for (let round = 0; round < Number(rest[0]); round++)
      await storage.transaction('local', 'write', (db) => addBatch(db, `${process.pid}-${round}`))
  },
}

/** Reads, lets others run and writes what it read plus one: right only if nobody writes in between. */
async function countByHand(db: Demo): Promise<void> {
  const counter = await db.selectFrom('demo_counters').select('value').where('name', '=', 'hits').executeTakeFirst()
  await setImmediate()
  const next = (counter?.value ?? 0) + 1
  if (counter === undefined) await db.insertInto('demo_counters').values({ name: 'hits', value: next }).execute()
  await db.updateTable('demo_counters').set({ value: next }).where('name', '=', 'hits').execute()
  await db
    .insertInto('demo_notes')
    .values({ id: String(next), slug: String(next) })
    .execute()
}

/** Five rows of one rank in five statements, each of which is told to the one who may kill us. */
async function addBatch(db: Demo, batch: string): Promise<void> {
  for (const part of [1, 2, 3, 4, 5]) {
    await db.insertInto('demo_log').values({ word: batch }).execute()
    process.stdout.write(`statement ${part}\n`)
    await setImmediate()
  }
}

const dying = {
  prefix: 'dying',
  migrations: { '0001-dying': { up: async () => void process.kill(process.pid, 'SIGKILL') } },
}

const storage = openStorage(url, { migrations: action === 'die' ? [...migrations, dying] : migrations, directoryMigrations })
process.stdout.write('ready\n')
for await (const _ of createInterface(process.stdin)) break
await (actions[action] ?? actions.open!)(storage)
await storage.close()
process.exit()
