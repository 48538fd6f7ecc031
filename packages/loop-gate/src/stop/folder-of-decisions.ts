import { type GateSettings, isHosted } from '../config.ts'
import type { GateDatabase } from '../gate.ts'
import { folderOf, homeOf } from '../gate-of.ts'
import { findWorkspace } from '../policy/workspace.ts'
import { countDecisions } from '../storage/decisions.ts'

/** Whose decisions a question is about that names none: those of the present folder, or of all where it has none. */
export async function folderOfDecisions(db: GateDatabase, settings: GateSettings): Promise<string | undefined> {
  if (isHosted(settings)) return undefined
  const projectFolder = settings.CLAUDE_PROJECT_DIR || settings.GEMINI_PROJECT_DIR
  const workspace = await findWorkspace({ cwd: folderOf(settings), projectFolder, home: homeOf(settings) })
  if (workspace === undefined) return undefined
  return (await countDecisions(db, { workspace_id: workspace.id })) > 0 ? workspace.id : undefined
}
