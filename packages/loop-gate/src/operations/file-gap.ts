import { operation, text } from 'loop-core'
import { z } from 'zod'
import { GateConfig, isHosted, sessionOf } from '../config.ts'
import { folderOf, gateOf } from '../gate-of.ts'
import { notGated } from '../refusals.ts'
import { elsewhere } from '../stop/answer-stop.ts'
import { enter } from '../stop/enter.ts'
import { fileGaps, type Gap } from '../stop/file-gap.ts'
import { gapNeeds } from '../words.ts'

export const fileGap = operation({
  name: 'file_gap',
  title: 'File a gap',
  summary:
    'Say honestly what you cannot show to be done, after run_checks tried it. Your next stop is then let go, and a person learns why.',
  kind: 'effect',
  // It keeps a record: nothing is destroyed, and nothing outside is reached.
  hints: { destructiveHint: false, openWorldHint: false },
  roles: ['agent', 'orchestrator'],
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/gate/gaps'],
  command: 'file-gap',
  toolsets: ['core', 'standard'],
  input: z.object({
    criteria: z.array(text(40)).min(1).max(20).describe('Ids of the checks'),
    blocker: text(2_000, 20).describe('What stands in the way'),
    tried: text(2_000, 20),
    needs: z.enum(gapNeeds).describe('What would help'),
  }),
  output: z.object({
    decision: z.literal('stop'),
    outcome: z.literal('honest_gap'),
    gap_ids: z.array(z.string()),
    decision_id: z.string(),
    text: z.string(),
  }),
  advertised: z.object({ text: z.string() }),
  async run(gap, context) {
    const settings = context.config(GateConfig)
    if (isHosted(settings)) throw elsewhere()
    const gate = gateOf(context)
    const gated = await enter(gate, folderOf(settings))
    if ('why' in gated) throw notGated(gated)
    const { gapIds, decisionId } = await fileGaps(gate, gated, { ...gap, session: sessionOf(settings) })
    return { decision: 'stop' as const, outcome: 'honest_gap' as const, gap_ids: gapIds, decision_id: decisionId, text: textOf(gap) }
  },
})

/** What the agent said is not said again: it knows, and the text is read by others too. */
function textOf({ criteria, needs }: Gap): string {
  const facts = [`Not shown to be done: ${criteria.join(', ')}`, `Needs: ${needs}`]
  const next = 'Tell the person what stands in the way and what you tried, then stop. It is not complete.'
  return ['✅ APPROVED TO STOP (honest gap)', '', ...facts, '', next].join('\n')
}
