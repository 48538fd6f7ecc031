import { mayCall, type Principal } from './actor.ts'
import type { Application } from './application.ts'
import { call } from './call.ts'
import type { Caller } from './caller.ts'

/** Calls operations in this process on behalf of one principal. */
export function localCaller(application: Application, principal: Principal): Caller {
  const allowed = [...application.bound.values()].filter(({ operation }) => mayCall(principal, operation))
  const names = new Set(allowed.map(({ operation }) => operation.name))
  return {
    call: (name, input, options) => call(application, name, input, { ...options, principal }),
    allowed: async () => names,
    close: () => application.close(),
  }
}
