/** What is asked about; a provider answers for the parts it knows. */
export interface EvidenceSubject {
  workspace?: string
  task?: string
  story?: string
  /** A group of tasks that are ordered and shipped together. */
  loop?: string
  /** Whose doings are asked about; the caller's where none is named. */
  actor?: string
}

/** One thing that a module knows, with who found it out and when. */
export interface Fact {
  /** Dotted and led by the module, such as `queue.ready_count`. */
  name: string
  value: string | number | boolean | null
  subject: string
  /** The id of the actor behind the fact. */
  actor: string
  /** ISO-8601 UTC. */
  at: string
  /** What else there is to know of it, such as an end: ids, short texts and numbers. */
  details?: Readonly<Record<string, string | number | boolean>>
  /** The content digest of the workspace that the fact holds for. */
  digest?: string
}

export type EvidenceReader = (subject: EvidenceSubject) => Promise<Fact[]>
