import { LoopError, operation } from 'loop-core'
import { ensureLocalTenant, issueKey } from 'loop-core/accounts'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { NewApiKey, newApiKeyOf } from '../../views/api-key.ts'
import { limits } from '../../words.ts'

export const adminCreateKey = operation({
  name: 'admin_create_key',
  title: 'Create the key of a superadmin',
  summary: "Make the key of a superadmin, on the server's own machine alone. The answer holds it this once.",
  command: 'admin create-key',
  kind: 'effect',
  roles: ['superadmin'],
  tool: false,
  status: 201,
  input: z.object({ name: field.said(limits.name).describe('Whose it is') }),
  output: z.object({ api_key: NewApiKey }),
  async run({ name }, { actor, door, now, transaction }) {
    // Whoever holds a key came over the network, where no superadmin is made.
    if (actor.key !== undefined) throw notHere()
    await ensureLocalTenant(door(), now())
    const issued = await transaction(async ({ db, emit }) => {
      const made = await issueKey(db, { tenant: actor.tenant, name, role: 'superadmin' }, now())
      emit({ type: 'key.created', entity: made.key.id, after: { role: 'superadmin', agent_id: null, expires_at: null } })
      return made
    })
    return { api_key: newApiKeyOf(issued) }
  },
})

function notHere(): LoopError {
  return new LoopError('forbidden', 'Forbidden: a superadmin key cannot be made over this interface', {
    code: 'superadmin_key',
    hints: ["On the server's own machine, and with its database settings: LOOPCTL_CONFIG=none loop-ctl admin create-key NAME."],
  })
}
