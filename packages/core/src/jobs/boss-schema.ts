import type PgBoss from 'pg-boss'

/** Where pg-boss has its tables. */
export const schema = 'loop_jobs'

/** Where jobs go that failed at every try. */
export const deadQueue = 'core.dead'

/** Adds what pg-boss has not: keys, rights and the queue of the dead. Gives what makes further queues. */
export async function prepareSchema(boss: PgBoss, role: string | undefined): Promise<(name: string) => Promise<void>> {
  await makeKeysUnique(boss)
  if (role) await grantAdding(boss, role)
  const ensureQueue = queueMaker(boss, await boss.getQueues())
  await ensureQueue(deadQueue)
  return ensureQueue
}

function queueMaker(boss: PgBoss, present: readonly PgBoss.Queue[]): (name: string) => Promise<void> {
  const names = new Set(present.map(({ name }) => name))
  return async (name) => {
    if (names.has(name)) return
    // Not `boss.createQueue`, because two of them at once end in a deadlock.
    await alone(boss, `select ${schema}.create_queue('${name.replaceAll("'", "''")}', '{"policy": "standard"}')`)
    names.add(name)
  }
}

/** Refuses a second job with the key of one that waits or runs; pg-boss itself knows only keys among those that wait, or among those that run. */
async function makeKeysUnique(boss: PgBoss): Promise<void> {
  const { rows } = await boss.getDb().executeSql(`select to_regclass('${schema}.job_by_key') as found`, [])
  if (rows[0].found !== null) return
  const condition = `state < 'completed' and singleton_key is not null`
  await alone(boss, `create unique index if not exists job_by_key on ${schema}.job (name, singleton_key) where ${condition}`)
}

/** Lets a role add jobs and nothing else. */
async function grantAdding(boss: PgBoss, role: string): Promise<void> {
  const { rows } = await boss.getDb().executeSql(
    `select has_schema_privilege($1, '${schema}', 'usage') and has_table_privilege($1, '${schema}.queue', 'select')
      and has_table_privilege($1, '${schema}.job', 'insert') and has_column_privilege($1, '${schema}.job', 'id', 'select') as granted`,
    [role],
  )
  if (rows[0].granted) return
  const grants = [`usage on schema ${schema}`, `select on ${schema}.queue`, `insert, select (id) on ${schema}.job`]
  await alone(boss, grants.map((grant) => `grant ${grant} to "${role.replaceAll('"', '""')}"`).join('; '))
}

/** Runs statements in one transaction, after others who do the same: two at once would get in each other's way. */
async function alone(boss: PgBoss, statements: string): Promise<void> {
  await boss.getDb().executeSql(`select pg_advisory_xact_lock(hashtextextended('loop.jobs', 0)); ${statements}`, [])
}

/** Lets another worker take a running job at once; without a start, the next try has the same number. */
export async function handBackJob(boss: PgBoss, { name, id }: { name: string; id: string }): Promise<void> {
  const change = `update ${schema}.job set state = 'retry', start_after = now(), started_on = null`
  await boss.getDb().executeSql(`${change} where name = $1 and id = $2 and state = 'active'`, [name, id])
}

/** How many jobs of these names one tenant waits for, those being done among them. */
export async function countJobs(boss: PgBoss, { tenant, names }: { tenant: string; names: readonly string[] }): Promise<number> {
  const condition = `name = any($1) and state <= 'active' and data->>'tenant' = $2`
  const { rows } = await boss.getDb().executeSql(`select count(*) as count from ${schema}.job where ${condition}`, [names, tenant])
  return Number(rows[0].count)
}
