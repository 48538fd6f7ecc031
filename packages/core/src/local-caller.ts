import { mayCall, type Principal } from './actor.ts'
import type { Application } from './application.ts'
import { call } from './call.ts'
import type { Caller } from './caller.ts'

/** Calls operations in this process on behalf of one principal. */
export function localCaller(application: Application, principal: Principal): Caller {
  return {
    call: (name, input, options) => call(application, name, input, { ...options, principal }),
    allowed: async () => namesFor(application, principal),
    close: () => application.close(),
  }
}

type Names = ReadonlySet<string>

/** The names by the roles that a principal can act in: there are few of these, while over HTTP each request brings a caller of its own. */
const namesByRoles = new WeakMap<Application['bound'], Map<string, Names>>()

function namesFor({ bound }: Application, principal: Principal): Names {
  const known = namesByRoles.get(bound) ?? new Map<string, Names>()
  const roles = rolesOf(principal)
  const names = known.get(roles) ?? allowedNames(bound, principal)
  namesByRoles.set(bound, known.set(roles, names))
  return names
}

function allowedNames(bound: Application['bound'], principal: Principal): Names {
  const allowed = [...bound.values()].filter(({ operation }) => mayCall(principal, operation))
  return new Set(allowed.map(({ operation }) => operation.name))
}

function rolesOf({ actor, identities }: Principal): string {
  const roles = new Set([actor, ...Object.values(identities)].map((one) => one?.role ?? ''))
  return [...roles].sort().join(' ')
}
