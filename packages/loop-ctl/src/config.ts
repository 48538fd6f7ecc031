import { z } from 'zod'

/** The environment variables that loop-ctl reads. */
export const CtlConfig = z.object({
  LOOPCTL_PROJECT: z.string().max(255).default(''),
})
