import { sensitivityOf } from '../files/paths/sensitivity.ts'
import type { FileEffect } from '../patch/prepared.ts'

/** Those of the files that decide whether the work is right. */
export function verifiersOf(effects: readonly FileEffect[]): string[] {
  return effects.filter(({ path, before, after }) => sensitivityOf(path, before, after).verifier).map(({ path }) => path)
}

/** Those of the files that a build server runs. */
export function escalatedOf(effects: readonly FileEffect[]): string[] {
  return effects.filter(({ path, before, after }) => sensitivityOf(path, before, after).escalated).map(({ path }) => path)
}
