import pg from 'pg'

/** Removes the databases that tests were copied from, what is left of the copies, and their logins: a server that outlives the run would keep them. */
export async function dropTemplates(url: string, prefix: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  const names = async (query: string) => (await client.query<{ name: string }>(query, [prefix])).rows.map(({ name }) => name)
  try {
    const databases = await names('select datname as name from pg_database where starts_with(pg_get_userbyid(datdba), $1)')
    for (const name of databases) await client.query(`drop database ${name} with (force)`)
    for (const name of await names('select rolname as name from pg_roles where starts_with(rolname, $1)'))
      await client.query(`drop role ${name}`)
  } finally {
    await client.end()
  }
}
