/** A fact that a handler adds to the log: ids, enums and numbers; free text only where the module's documentation says so, since the log is for ever. */
export interface EventInput {
  /** `noun.verb_in_the_past`, such as `task.shipped`. */
  type: string
  /** The id of what it happened to. */
  entity: string
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  /** The task this belongs to, for timelines. */
  task?: string
  /** The ids of the actors who may see it; absent means everybody in the tenant. */
  audience?: readonly string[]
}

/** One line of the log, in the order in which transactions were committed. */
export interface LoopEvent {
  seq: number
  id: string
  at: string
  type: string
  module: string
  entity: string
  actor: { id: string; name?: string; role: string } | null
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  task?: string
  trace: string
  audience?: readonly string[]
}
