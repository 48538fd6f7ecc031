import { type ActionTool, actionTools } from '../words.ts'

/** The tool that a name means, dotted (`repo.read_file`) or underscored; `undefined` where it means none. */
export function toolNamed(name: string): ActionTool | undefined {
  const underscored = name.replace(/^repo\./, 'repo_')
  return actionTools.find((tool) => tool === underscored)
}

/** A name as it is stored: underscored where it means a tool, else as it was written. */
export function spelled(name: string): string {
  return toolNamed(name) ?? name
}
