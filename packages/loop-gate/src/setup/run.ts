import { join } from 'node:path'
import { createTwoFilesPatch } from 'diff'
import type { CommandSurroundings } from 'loop-core'
import { carryOut, realPathIn, textIn } from './files.ts'
import { ownHookPath } from './hook-path.ts'
import { readOptions } from './options.ts'
import { planOwnMode } from './own-mode.ts'
import { placesOf } from './places.ts'
import { planSetup, type SetupPlan } from './plan.ts'
import { placeOf, type SetupScope, targets } from './targets.ts'

/** As many refused stops in a row as a policy has unless it says otherwise. */
const defaultMaxBlocks = 3

/** Writes our hook into the file of a client, or takes it out again. */
export async function runSetup(words: readonly string[], surroundings: CommandSurroundings, findHook = ownHookPath): Promise<number> {
  const { dryRun, mode, ...wish } = readOptions(words)
  const { environment } = surroundings
  const setMode = mode && (await planOwnMode(environment, mode))
  const { scope, plan, realPath } = await planHere(wish, environment, findHook)
  if (!dryRun) await carryOut(plan, realPath)
  if (setMode && !dryRun) await setMode()
  const told = mode === undefined ? plan : { ...plan, notes: [`Mode of this folder on this machine: ${mode}.`, ...plan.notes] }
  await surroundings.print({ client: wish.client, scope, ...answerOf(told, dryRun) }, () => inWords(told, dryRun))
  return 0
}

type Wish = Omit<ReturnType<typeof readOptions>, 'dryRun' | 'mode'>

/** The plan for the file as it is now, and where that really is. */
async function planHere({ client, ...wish }: Wish, environment: CommandSurroundings['environment'], findHook: typeof ownHookPath) {
  const places = placesOf(environment)
  const scope = wish.scope ?? (Object.keys(targets[client].files)[0] as SetupScope)
  const place = placeOf(client, scope, places)
  const realPath = place && (await realPathIn(place.folder, place.path))
  const text = realPath && (await textIn(realPath))
  const packageJson = scope === 'project' ? await textIn(join(places.root, 'package.json')) : undefined
  const hookPath = wish.remove || targets[client].events.length === 0 || scope === 'project' ? '' : findHook()
  const known = { hookPath, text, packageJson, maxBlocks: defaultMaxBlocks, server: serverOf(environment) }
  const plan = planSetup(client, { ...places, ...wish, ...known, scope })
  return { scope, plan, realPath: realPath ?? plan.path }
}

/** The server that the person works with, else the one that `loop-gate --http` starts. */
function serverOf({ LOOP_SERVER, LOOP_PORT }: CommandSurroundings['environment']): string {
  return LOOP_SERVER || `http://127.0.0.1:${LOOP_PORT || 4701}`
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
