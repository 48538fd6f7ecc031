import { z } from 'zod'

/** The name of a skill is that of its folder. */
export const skillName = z
  .string()
  .regex(/^[a-z0-9-]{1,64}$/, { message: 'must be small letters, digits and dashes' })
  .max(64)
