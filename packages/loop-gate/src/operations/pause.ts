import { operation } from 'loop-core'
import { z } from 'zod'
import { ownPlace } from '../person/own-place.ts'
import { pauseUntil } from '../person/pause.ts'

export const pauseGate = operation({
  name: 'pause_gate',
  title: 'Pause the gate',
  summary: 'For a person: let all stops in this folder go, unrecorded, for some minutes. resume_gate ends it early.',
  kind: 'effect',
  roles: ['user'],
  rest: ['POST /api/v1/gate/pause'],
  command: 'pause',
  tool: false,
  input: z.object({ minutes: z.int().min(1).max(1_440).default(60) }),
  output: z.object({ workspace: z.string(), root: z.string(), paused_until: z.string() }),
  async run({ minutes }, context) {
    const place = await ownPlace(context)
    const paused_until = new Date(context.now().getTime() + minutes * 60_000).toISOString()
    await pauseUntil(place, paused_until)
    return { workspace: place.workspace.id, root: place.workspace.root, paused_until }
  },
})
