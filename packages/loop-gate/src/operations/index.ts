// Written by `pnpm gen` from the files of this folder; do not edit.
import { shouldContinue } from './should-continue.ts'

export const operations = [
  shouldContinue,
]
