import type { Ending } from './piece.ts'

/** One thing that a patch asks for, whatever form it was written in. */
export type Operation = AddFile | DeleteFile | ReplaceText | ChangeLines

export interface AddFile {
  kind: 'add'
  path: string
  text: string
  /** The Codex form writes over a file that is there; the others refuse. */
  mayReplace: boolean
}

export interface DeleteFile {
  kind: 'delete'
  path: string
  /** What the file is said to hold; empty where the patch does not say. */
  hunks: readonly Hunk[]
}

/** The seed's edit: a text that stands in exactly one place. */
export interface ReplaceText {
  kind: 'replace'
  path: string
  search: string
  replace: string
}

/** Whole lines to change, in the order in which they stand in the file. */
export interface ChangeLines {
  kind: 'change'
  path: string
  moveTo?: string
  mayReplace: boolean
  hunks: readonly Hunk[]
}

export interface Hunk {
  /** The line of the patch on which the hunk begins. */
  line: number
  steps: readonly Step[]
  /** Where the patch believes it stands, counted from 0. A hint: it only chooses between equal places. */
  expected?: number
  /** Lines that come before it, from the outermost inwards. */
  anchors: readonly string[]
  /** It ends where the file ends. */
  atEnd: boolean
  /** The Codex form says nothing of the final newline, and appends what it cannot place. */
  form: 'unified' | 'codex'
}

export interface Step {
  kind: ' ' | '-' | '+'
  text: string
  end: Ending
}
