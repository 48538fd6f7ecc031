import { LoopError, nothing, operation } from 'loop-core'
import { z } from 'zod'

/** Programs of an earlier version still ask here, so they are told instead of left with an address that does not exist. */
export const registerTenant = operation({
  name: 'register_tenant',
  title: 'Register tenant',
  summary: 'Gone: nobody registers with a program any more.',
  kind: 'effect',
  roles: ['public'],
  rest: ['POST /api/v1/tenants/register'],
  tool: false,
  input: z.object({}),
  output: nothing,
  async run() {
    throw new LoopError('not_found', 'CLI-based registration is no longer supported', {
      code: 'registration_closed',
      hints: ['Ask whoever runs this server for a key of the role user; with it POST /api/v1/api_keys makes all others.'],
    })
  },
})
