import type { TransactionContext } from 'loop-core'
import { mayReach } from 'loop-core/outgoing'
import { CtlConfig } from '../config.ts'
import { invalid } from '../refusals.ts'

/** Refuses an address to which nothing may be sent, as far as can be told without asking for its name; that is done at each delivery. */
export function requireTarget({ config }: Pick<TransactionContext, 'config'>, address: string): void {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw invalid({ url: 'must be an http or https address with a host' })
  if (mayReach(url, config(CtlConfig).LOOPCTL_WEBHOOK_ALLOW)) return
  const hints = ['Where that is meant, whoever runs the server names the host in LOOPCTL_WEBHOOK_ALLOW.']
  throw invalid({ url: 'must not target a private or loopback address' }, { code: 'private_address', hints })
}
