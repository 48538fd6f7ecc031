import { z } from 'zod'

const some = z.looseObject({})

/** What a tool list says of answers whose whole shape would cost a model more than it tells. */
export const slimStory = z.object({ story: some })
export const slimProject = z.object({ project: some })
export const slimData = z.object({ data: some })
export const slimList = z.object({ data: z.array(some), meta: some })
export const slimLint = z.object({ data: some, summary: some })
export const slimUsage = z.object({ token_usage_report: some })
export const slimBudget = z.object({ token_budget: some })
