import { findEvent } from 'loop-core'
import type { AgentlessQueue } from '../queue.ts'
import { forgottenMails } from '../storage/mails.ts'
import { longAgo, mailJob } from './mail-job.ts'

const resumedARun = 500

/** Asks once more for mails that wait although their job is gone. Where it is still there, its key keeps a second one away. */
export async function resumeMails({ db, workspace, at, enqueue }: AgentlessQueue): Promise<void> {
  for (const mail of await forgottenMails(db, workspace.id, longAgo(new Date(at)), resumedARun)) {
    const shipped = await findEvent(db as never, mail.event_id)
    if (shipped) enqueue(mailJob(mail, shipped.entity))
  }
}
