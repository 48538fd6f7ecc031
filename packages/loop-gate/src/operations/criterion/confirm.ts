import { LoopError, operation, text } from 'loop-core'
import { z } from 'zod'
import { ownGated } from '../../person/own-place.ts'
import { scopeNow } from '../../person/scope.ts'
import { speak } from '../../person/speak.ts'
import type { Policy } from '../../policy/policy.ts'
import { criterionUnknown } from '../../refusals.ts'
import { Waiver, waiverOf } from '../../waiver.ts'

export const confirmCriterion = operation({
  name: 'confirm_criterion',
  title: 'Confirm a criterion',
  summary: 'For a person: say that a criterion of the kind human holds, for exactly the files as they are now.',
  kind: 'effect',
  roles: ['user'],
  rest: ['POST /api/v1/gate/criteria/:id/confirm'],
  tool: false,
  input: z.object({ id: text(40).describe('The criterion') }),
  output: Waiver,
  async run({ id }, context) {
    const { gate, gated, workspace } = await ownGated(context)
    requireHuman(gated.accepted.policy, id)
    const scope_digest = await scopeNow(gate, gated, id)
    return waiverOf(await speak({ gate, workspace }, { criterion_id: id, kind: 'confirmed', scope_digest, until: null, reason: '' }))
  },
})

function requireHuman({ criteria }: Policy, id: string): void {
  const criterion = criteria.find((each) => each.id === id)
  if (criterion === undefined) throw criterionUnknown(criteria.filter(({ kind }) => kind === 'human').map((each) => each.id))
  if (criterion.kind === 'human') return
  throw new LoopError('conflict', `${id} is of the kind ${criterion.kind}: it is measured, and no word proves it.`, {
    code: 'not_human',
    hints: ['If it need not hold, waive it: loop-gate criterion waive.'],
  })
}
