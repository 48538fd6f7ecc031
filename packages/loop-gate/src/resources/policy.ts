import { type EffectContext, resource } from 'loop-core'
import { GateConfig, isHosted } from '../config.ts'
import { folderOf, gateOf } from '../gate-of.ts'
import { readPolicyFile } from '../policy/policy-file.ts'
import { policyState } from '../policy/policy-state.ts'
import { notGated } from '../refusals.ts'
import { enter } from '../stop/enter.ts'
import { fenced } from '../views/quoted.ts'

export const acceptedPolicy = resource({
  name: 'gate_policy',
  title: 'Accepted policy',
  summary: 'By what a person accepted for this folder, stops are judged; what nobody accepted is not shown.',
  roles: ['agent', 'orchestrator', 'user'],
  uri: 'loop://gate/policy',
  mimeType: 'text/markdown',
  read: (_, context) => policyText(context),
})

async function policyText(context: EffectContext): Promise<string> {
  const settings = context.config(GateConfig)
  if (isHosted(settings)) return nothing
  const gated = await enter(gateOf(context), folderOf(settings))
  if ('why' in gated) return `${nothing}\n\n${notGated(gated).hints.join('\n')}`
  const { accepted, workspace, mode } = gated
  const state = policyState({ accepted, file: await readPolicyFile(workspace.root) })
  const facts = [`- state: ${state}`, `- hash: ${accepted.hash}`, `- accepted: ${accepted.accepted_at}`, `- mode: ${mode}`]
  return ['# The policy in force', facts.join('\n'), fenced('Its text', accepted.text)].join('\n\n')
}

const nothing = 'No policy is in force here: stops are judged by what the agent says of itself.'
