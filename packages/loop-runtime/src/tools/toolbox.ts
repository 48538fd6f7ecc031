import { digestWorkspace } from 'loop-core/workspace'
import { z } from 'zod'
import { gatherEvidence } from '../evidence/gather.ts'
import type { ModelTool } from '../model.ts'
import type { FileEffect } from '../patch/prepared.ts'
import type { Toolbox } from '../run/engine.ts'
import type { Runtime } from '../runtime.ts'
import { readEffects } from '../storage/effects.ts'
import type { ActionTool } from '../words.ts'
import { propose } from './propose.ts'
import { toolSchemas } from './schemas.ts'
import { settle } from './settle.ts'
import type { ToolPlace } from './tool.ts'

/** The tools of a workspace as a run uses them. */
export function toolboxOf(place: ToolPlace): Toolbox {
  const { runtime, files, rules } = place
  return {
    descriptions: rules.security.allowedTools.map(describe),
    propose: (call) => propose(place, call),
    digest: async () => (await digestWorkspace(files.root, { signal: runtime.signal })).digest,
    settle: async (stored, run) => settle(place, { effects: await recall(runtime, stored), run }, runtime.signal),
    evidence: (facts) => gatherEvidence(runtime, { root: files.root, ...facts }),
  }
}

function describe(name: ActionTool): ModelTool {
  const { description, schema } = toolSchemas[name]
  return { name, description, inputSchema: z.toJSONSchema(schema, { io: 'input' }) as Record<string, unknown> }
}

async function recall(runtime: Runtime, stored: string): Promise<FileEffect[]> {
  const effects = await runtime.transaction('read', ({ db }) => readEffects(db, stored))
  if (effects === undefined) throw new Error('What a patch was about to write is not kept any more.')
  return effects
}
