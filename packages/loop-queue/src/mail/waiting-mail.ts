import type { Database, Module } from 'loop-core'
import { countQueuedMails } from '../storage/mails.ts'
import type { QueueTables } from '../storage/tables.ts'

/** Says how many mails did not go out yet. */
export const waitingMail: Module['waiting'] = async ({ db }) => {
  const count = await countQueuedMails(db as Database<QueueTables>)
  if (count === 0) return undefined
  const subject = count === 1 ? '1 mail still waits and is' : `${count} mails still wait and are`
  return `${subject} tried again while a server runs, such as loop-queue --http. doctor looks at the mail server.`
}
