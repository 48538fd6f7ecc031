import { z } from 'zod'
import { roles } from '../actor.ts'
import type { Caller } from '../caller.ts'
import { LoopError } from '../error.ts'
import { callables, type Module } from '../module.ts'

/** `roles` are all in which the key may act; a person's own key carries the identities of their machine too. */
const Identity = z.object({ role: z.enum(roles), roles: z.array(z.enum(roles)).optional() })

/** Asks the server once who is calling, with each key. A server that could not be reached is asked again the next time. */
export function allowedNames(questions: readonly (() => Promise<unknown>)[], modules: readonly Module[]): Caller['allowed'] {
  let known: Promise<ReadonlySet<string> | undefined> | undefined
  const ask = async () => {
    try {
      const answers = await Promise.all(questions.map(async (question) => namesFor(Identity.parse(await question()), modules)))
      const names = answers.filter((one) => one !== undefined)
      return names.length === answers.length ? new Set(names.flatMap((one) => [...one])) : undefined
    } catch (thrown) {
      if (LoopError.is(thrown) && thrown.kind === 'unavailable') known = undefined
      return undefined
    }
  }
  return () => (known ??= ask())
}

function namesFor({ role, roles: held }: z.output<typeof Identity>, modules: readonly Module[]): ReadonlySet<string> | undefined {
  // A person may hold further identities; without their list it is better to show too much than to hide what works.
  if (held === undefined && role === 'user') return undefined
  const admitted = new Set<string>(['public', ...(held ?? [role])])
  const operations = modules.flatMap(callables).filter((operation) => operation.roles.some((name) => admitted.has(name)))
  return new Set(operations.map(({ name }) => name))
}
