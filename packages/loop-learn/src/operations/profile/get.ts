import { operation } from 'loop-core'
import { z } from 'zod'
import { viewLearning } from '../../learning.ts'
import { everybody } from '../../roles.ts'
import { Profile, viewProfile } from '../../views/profile.ts'

export const getProfile = operation({
  name: 'get_profile',
  title: 'Get profile',
  summary: 'Your settings, the mode in force and why, and how much has been noted so far.',
  kind: 'read',
  roles: everybody,
  rest: ['GET /api/profile'],
  command: 'profile get',
  tool: false,
  input: z.object({}),
  output: z.object({ profile: Profile }),
  async run(_, context) {
    return { profile: await viewProfile(await viewLearning(context)) }
  },
})
