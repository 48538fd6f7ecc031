import type { JobDefinition } from 'loop-core'
import type { Learning } from '../learning.ts'
import { learningOf } from '../learning.ts'
import { modeOf } from '../mode/mode.ts'
import { consult } from '../model/consult.ts'
import { gather } from '../model/gather.ts'
import type { Kept } from '../model/keep.ts'
import { keepSpot } from '../model/keep-spots.ts'
import { isStillWanted, ModelWork, tryAgainLater } from '../model/work.ts'
import { findSpot } from '../storage/spots.ts'
import { putWording } from '../storage/wordings.ts'
import { day } from '../words.ts'

/** Asks a model, after a session, for patterns that no rule sees and for better words. It can change nothing that is there. */
export const analyse: JobDefinition = {
  kind: 'effect',
  retries: 3,
  timeoutSeconds: 90,
  async run(payload, context) {
    const { learner, generation } = ModelWork.parse(payload)
    const consulted = await consult(context, {
      learner,
      generation,
      purpose: 'analyse',
      gather: (learning) => gather(learning, lastMonth(learning)),
    })
    if (consulted.used === 'local') return tryAgainLater(consulted)
    await context.transaction(async (transaction) => {
      const learning = await learningOf(transaction, learner)
      if (await isStillWanted(learning, { generation, sent: consulted.sent })) await write(learning, consulted.kept)
    })
  },
}

function lastMonth({ at }: Learning) {
  return { from: new Date(Date.parse(at) - 30 * day).toISOString(), to: at }
}

async function write(learning: Learning, { spots, nudges }: Kept): Promise<void> {
  const { db, learner, at } = learning
  const { mode } = modeOf(learning)
  for (const spot of spots) await keepSpot(learning, spot)
  for (const { spot_id, text } of nudges)
    if (await findSpot(db, learner, spot_id)) await putWording(db, learner, { spot_id, mode, text, worded_at: at })
}
