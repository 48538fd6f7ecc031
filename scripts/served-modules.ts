import { modules } from '../apps/gateway/src/modules.ts'
import { accounts } from '../packages/core/src/accounts/index.ts'

/** Every module that the gateway serves, those of the server itself included. */
export const servedModules = [...modules, accounts]
