/** Lets something that would go on by itself go on one turn at a time, and says how long each took. */
export interface Turnstile {
  /** Called by what goes on, once in each turn. */
  pass(): Promise<void>
  /** Lets it through and waits until it is back. */
  turn(): Promise<number>
}

export function turnstile(): Turnstile {
  let open = () => {}
  let arrived = () => {}
  let arrival = new Promise<void>((resolve) => {
    arrived = resolve
  })
  return {
    pass() {
      const opened = new Promise<void>((resolve) => {
        open = resolve
      })
      arrived()
      return opened
    },
    async turn() {
      await arrival
      arrival = new Promise<void>((resolve) => {
        arrived = resolve
      })
      const started = performance.now()
      open()
      await arrival
      return performance.now() - started
    },
  }
}
