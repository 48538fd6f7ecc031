import { operation } from 'loop-core'
import { z } from 'zod'
import { openLearning } from '../../learning.ts'
import { changeProfile } from '../../profile/change.ts'
import { Settings } from '../../profile/settings.ts'
import { Profile, viewProfile } from '../../views/profile.ts'

export const updateProfile = operation({
  name: 'update_profile',
  title: 'Update profile',
  summary: 'Change your settings. What is left out stays as it is; null goes back to the default.',
  kind: 'write',
  roles: ['user'],
  rest: ['PUT /api/profile'],
  command: 'profile set',
  tool: false,
  hints: { idempotentHint: true },
  input: Settings,
  output: z.object({ profile: Profile }),
  async run(settings, context) {
    return { profile: await viewProfile(await changeProfile(await openLearning(context), settings)) }
  },
})
