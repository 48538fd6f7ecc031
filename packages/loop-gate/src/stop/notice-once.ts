import type { HookAnswer, HookEvent } from '../clients/client.ts'
import type { Gate } from '../gate.ts'
import { changeSession } from '../storage/sessions.ts'
import { type NoticeName, notices } from './notices.ts'
import { noticesIn, readSession } from './session.ts'

interface Notice {
  workspaceId: string
  event: HookEvent
  name: NoticeName
}

/** Tells the person something, unless they were told in this session. */
export async function noticeOnce(gate: Gate, { workspaceId, event, name }: Notice): Promise<HookAnswer> {
  const fresh = await gate.transaction('write', async ({ db }) => {
    const session = await readSession(db, gate, workspaceId, event)
    const told = noticesIn(session)
    return !told.includes(name) && changeSession(db, session, { notices: JSON.stringify([...told, name]) })
  })
  return fresh ? { notice: notices[name] } : {}
}
