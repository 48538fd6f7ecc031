import { defineModule } from '../module.ts'
import { createAgent } from './operations/agent/create.ts'
import { listAgents } from './operations/agent/list.ts'
import { createKey } from './operations/key/create.ts'
import { listKeys } from './operations/key/list.ts'
import { revokeKey } from './operations/key/revoke.ts'
import { rotateKey } from './operations/key/rotate.ts'
import { whoAmI } from './operations/who-am-i.ts'

/** Keys and agents over HTTP and on the command line; mounted where several callers share one address. */
export const accounts = defineModule({
  name: 'accounts',
  title: 'Accounts',
  operations: [createAgent, listAgents, createKey, listKeys, revokeKey, rotateKey, whoAmI],
})
