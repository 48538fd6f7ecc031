import type { Completion } from 'loop-core'
import { GateConfig, type GateSettings, isHosted } from './config.ts'
import { folderOf, homeOf } from './gate-of.ts'
import { readAccepted } from './policy/accepted.ts'
import { findWorkspace } from './policy/workspace.ts'
import { decisionIds } from './storage/decisions.ts'
import { receiptIds } from './storage/receipts.ts'

const shown = 50

/** What fits what was typed so far: the newest ids, and the criteria of the accepted policy. */
export const completions: Record<'id' | 'criterion', Completion> = {
  id: async (typed, { db }) => {
    const ids = [...(await decisionIds(db, shown)), ...(await receiptIds(db, shown))]
    return ids.filter((id) => id.startsWith(typed))
  },
  criterion: async (typed, { config }) => (await criteriaOf(config(GateConfig))).filter((id) => id.startsWith(typed.toLowerCase())),
}

async function criteriaOf(settings: GateSettings): Promise<string[]> {
  if (isHosted(settings)) return []
  const [home, projectFolder] = [homeOf(settings), settings.CLAUDE_PROJECT_DIR || settings.GEMINI_PROJECT_DIR]
  const workspace = await findWorkspace({ cwd: folderOf(settings), projectFolder, home })
  const accepted = workspace && (await readAccepted(home, workspace.id))
  return typeof accepted === 'object' ? accepted.policy.criteria.map(({ id }) => id) : []
}
