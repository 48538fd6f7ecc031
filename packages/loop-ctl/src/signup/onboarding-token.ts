import { LoopError, type TransactionContext } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import { readingCipher, writingCipher } from '../webhooks/secrets.ts'

type Context = Pick<TransactionContext, 'config' | 'now'> & { db: CtlDatabase }

const minutes = 15

/** Nothing is kept there: the place binds the token to those who signed up. */
function placeOf(row: string) {
  return { table: 'ctl_root_authenticators', column: 'onboarding', row }
}

/** What shows for a quarter of an hour that somebody has just signed up. */
export async function onboardingToken(context: Context, id: string): Promise<string> {
  const until = new Date(context.now().getTime() + minutes * 60_000)
  return (await writingCipher(context)).encrypt(until.toISOString(), placeOf(id))
}

/** Whether somebody holds such a token of ours whose time is not over. */
export async function isOnboarding(context: Context, id: string, token: string): Promise<boolean> {
  const cipher = await readingCipher(context)
  if (cipher === undefined) return false
  try {
    return cipher.decrypt(token, placeOf(id)) > context.now().toISOString()
  } catch (thrown) {
    if (LoopError.is(thrown) && thrown.code === 'secret_unreadable') return false
    throw thrown
  }
}
