import { operation } from 'loop-core'
import { z } from 'zod'
import { ownPlace } from '../person/own-place.ts'
import { pauseUntil } from '../person/pause.ts'

export const resumeGate = operation({
  name: 'resume_gate',
  title: 'Resume the gate',
  summary: 'For a person: judge the stops in this folder again, before pause_gate is over.',
  kind: 'effect',
  roles: ['user'],
  rest: ['DELETE /api/v1/gate/pause'],
  command: 'resume',
  tool: false,
  input: z.object({}),
  output: z.object({ workspace: z.string(), root: z.string() }),
  async run(_, context) {
    const place = await ownPlace(context)
    await pauseUntil(place, null)
    return { workspace: place.workspace.id, root: place.workspace.root }
  },
})
