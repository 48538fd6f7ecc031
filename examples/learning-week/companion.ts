import { createApplication, localCaller } from 'loop-core'
import { localPrincipal } from 'loop-core/accounts'
import { loopLearn } from 'loop-learn'

// biome-ignore lint/suspicious/noExplicitAny: loop-learn has checked its answers against their schemas
type Answer = any

/** loop-learn as one person has it on their own machine, at a time that the story tells. */
export interface Companion {
  call(name: string, input?: object): Promise<Answer>
  goTo(time: string): void
  pass(minutes: number): void
  close(): Promise<void>
}

export function openCompanion(databaseUrl: string): Companion {
  let now = 0
  const application = createApplication([loopLearn], { databaseUrl, clock: () => new Date(now) })
  const caller = localCaller(application, localPrincipal())
  return {
    call: (name, input = {}) => caller.call(name, input),
    goTo(time) {
      now = Date.parse(time)
    },
    pass(minutes) {
      now += minutes * 60_000
    },
    close: () => application.close(),
  }
}
