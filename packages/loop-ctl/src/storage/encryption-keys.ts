import type { CtlDatabase } from '../ctl.ts'

const name = 'own'

/** The key that lies in the database itself, where there is one. */
export async function findOwnKey(db: CtlDatabase): Promise<string | undefined> {
  const row = await db.selectFrom('ctl_encryption_keys').select('key').where('name', '=', name).executeTakeFirst()
  return row?.key
}

/** Puts a key there unless somebody else has done so, and gives the one that is there. */
export async function keepOwnKey(db: CtlDatabase, key: string): Promise<string> {
  await db
    .insertInto('ctl_encryption_keys')
    .values({ name, key })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await findOwnKey(db))!
}
