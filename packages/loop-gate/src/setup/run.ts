import { join } from 'node:path'
import { createTwoFilesPatch } from 'diff'
import type { CommandSurroundings } from 'loop-core'
import { carryOut, realPathIn, textIn } from './files.ts'
import { ownHookPath } from './hook-path.ts'
import { readOptions } from './options.ts'
import { placesOf } from './places.ts'
import { planSetup, type SetupPlan } from './plan.ts'
import { placeOf, type SetupScope, targets } from './targets.ts'

/** As many refused stops in a row as a policy has unless it says otherwise. */
const defaultMaxBlocks = 3

/** Writes our hook into the file of a client, or takes it out again. */
export async function runSetup(words: readonly string[], surroundings: CommandSurroundings, findHook = ownHookPath): Promise<number> {
  const { client, dryRun, ...wish } = readOptions(words)
  const places = placesOf(surroundings.environment)
  const scope = wish.scope ?? (Object.keys(targets[client].files)[0] as SetupScope)
  const place = placeOf(client, scope, places)
  const path = place && (await realPathIn(place.folder, place.path))
  const text = path && (await textIn(path))
  const packageJson = scope === 'project' ? await textIn(join(places.root, 'package.json')) : undefined
  const hookPath = wish.remove || targets[client].events.length === 0 || scope === 'project' ? '' : findHook()
  const plan = planSetup(client, { ...places, ...wish, scope, hookPath, text, packageJson, maxBlocks: defaultMaxBlocks })
  if (path !== undefined && !dryRun) await carryOut(plan, path)
  await surroundings.print({ client, scope, ...answerOf(plan, dryRun) }, () => inWords(plan, dryRun))
  return 0
}

function answerOf(plan: SetupPlan, dryRun: boolean) {
  const { path, before, after, notes } = plan
  return { path, changed: before !== after, written: before !== after && !dryRun, diff: dryRun ? diffOf(plan) : null, notes }
}

function diffOf({ path, before, after }: SetupPlan): string {
  if (before === after) return ''
  const [from, to] = [before === undefined ? '/dev/null' : path, after === undefined ? '/dev/null' : path]
  return createTwoFilesPatch(from, to, before ?? '', after ?? '', undefined, undefined, { context: 3 })
}

function inWords(plan: SetupPlan, dryRun: boolean): string {
  const { path, before, after, notes } = plan
  const done = before === after ? 'Nothing to change in' : after === undefined ? 'Removed' : 'Wrote'
  return [dryRun && before !== after ? diffOf(plan).trimEnd() : `${done} ${path}`, ...notes].join('\n')
}
