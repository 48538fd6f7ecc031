/** A fact that a handler adds to the log: ids, enums and numbers; free text only where the module's documentation says so, since the log is for ever. */
export interface EventInput {
  /** `noun.verb_in_the_past`, such as `task.shipped`. */
  type: string
  /** The id of what it happened to. */
  entity: string
  /** The id of what it happened within, such as a project. */
  scope?: string
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  /** What else belongs to it, under the same rule: ids, enums and numbers. */
  details?: Record<string, unknown>
  /** The task this belongs to, for timelines. */
  task?: string
  /** What the system did in consequence of a call is nobody's deed: its name, such as `system:auto_reset`, stands in place of the actor; so does that of somebody who has no key yet, such as `human:webauthn`. */
  by?: string
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
  scope?: string
  /** Null for what no caller did. */
  actor: { id: string; name?: string; role: string } | null
  /** The key that the actor called with. */
  key?: { id: string; name?: string }
  /** Set where a superadmin acted in place of the tenant's own people: the id of their key, and the role they took. */
  impersonated?: { by: string; role: string }
  /** The name of the part of the system that did it, or of the way by which somebody came. */
  by?: string
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  details?: Record<string, unknown>
  task?: string
  trace: string
  audience?: readonly string[]
}
