import pg from 'pg'
import { expect, it } from 'vitest'
import { dropTemplates } from './drop-templates.ts'

it('removes the databases and logins of one run, and no others', async () => {
  const url = process.env.LOOP_TEST_PG_URL!
  const [mine, other] = ['loop_template_of_a_test_1', 'loop_template_of_another_1']
  const client = new pg.Client(url)
  await client.connect()
  try {
    for (const name of [mine, other]) {
      await client.query(`create role ${name}`)
      await client.query(`create database ${name} owner ${name}`)
    }
    await dropTemplates(url, 'loop_template_of_a_test')
    const names = 'select datname as name from pg_database union all select rolname from pg_roles'
    const { rows } = await client.query<{ name: string }>(names)
    const left = rows.map(({ name }) => name)
    expect([left.includes(mine!), left.filter((name) => name === other).length]).toEqual([false, 2])
  } finally {
    await dropTemplates(url, other!)
    await client.end()
  }
})
