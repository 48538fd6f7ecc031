import { z } from 'zod'
import { spotStates } from '../words.ts'

/** How the state of a blind spot changed in a call; null is not there. */
export const SpotMoveView = z.object({
  id: z.string(),
  title: z.string(),
  from: z.enum(spotStates).nullable(),
  to: z.enum(spotStates).nullable(),
})
