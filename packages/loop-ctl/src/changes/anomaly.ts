import { agentNames } from '../analytics/agents.ts'
import { type Deviation, deviationOf, isEpicEnough, twoDecimals } from '../analytics/deviation.ts'
import { at, type Ctl } from '../ctl.ts'
import { readSettings } from '../settings.ts'
import { type AnomalyRow, insertAnomaly, lastAnomaly, type Unresolved, updateUnresolved } from '../storage/anomalies.ts'
import { type CostedStory, costedInEpic, costedInProject, spenderOf } from '../storage/story-costs.ts'
import type { StoryRow } from '../storage/tables.ts'

/** What notes need of a call or a job. */
export type Noting = Pick<Ctl, 'db' | 'emit' | 'newId' | 'now'>

type Story = Pick<StoryRow, 'id' | 'project_id' | 'epic_id' | 'title'>

/** Looks whether a story stands out by what it has cost; call it when that has changed. */
export async function lookForAnomalies(ctl: Noting, story: Story): Promise<void> {
  const { db } = ctl
  const inEpic = await costedInEpic(db, story)
  if (inEpic === undefined) return
  const costed = isEpicEnough(inEpic) ? inEpic : await costedInProject(db, story)
  await noteDeviation(ctl, costed!, deviationOf(costed!, await readSettings(db as never)))
}

/** Keeps how far a story stands out. One that looked too cheap while it was under way, and no longer does, needs nobody to deal with it. */
export async function noteDeviation(ctl: Noting, story: CostedStory, deviation: Deviation | undefined): Promise<void> {
  if (deviation?.anomaly_type !== 'suspiciously_low') await resolveAnomaly(ctl, { story_id: story.id, anomaly_type: 'suspiciously_low' })
  if (deviation !== undefined) await note(ctl, story, { ...deviation, metadata: '{}' })
}

/** A budget of which all is used, or more; of tokens alone it has no limit in money. */
export interface ExceededBudget {
  budget_id: string
  scope_type: string
  scope_id: string
  budget_millicents: number | null
  current_spend_millicents: number
  utilization_pct: number
}

/** Keeps that a budget was exceeded by what was done for a story, which may have cost little itself. The factor is how much of the budget is used. */
export async function noteBudgetExceeded(ctl: Noting, story: Story, budget: ExceededBudget): Promise<void> {
  const own = await costedInEpic(ctl.db, story)
  await note(ctl, story, {
    anomaly_type: 'budget_exceeded',
    story_cost_millicents: own?.cost ?? 0,
    reference_avg_millicents: budget.budget_millicents ?? 0,
    deviation_factor: twoDecimals(budget.utilization_pct / 100),
    metadata: JSON.stringify(budget),
  })
}

type Finding = Pick<AnomalyRow, 'anomaly_type' | 'story_cost_millicents' | 'reference_avg_millicents' | 'deviation_factor' | 'metadata'>

/** One row for each kind until somebody deals with it, told once; what was dealt with comes back when the story costs something else. */
async function note(ctl: Noting, story: Story, finding: Finding): Promise<void> {
  const kind = { story_id: story.id, anomaly_type: finding.anomaly_type }
  const last = await lastAnomaly(ctl.db, kind)
  if (last && (isSame(last, finding) || (last.resolved === 1 && last.story_cost_millicents === finding.story_cost_millicents))) return
  const change = { ...finding, archived: 0, updated_at: at(ctl) }
  if (last?.resolved === 0 && (await updateUnresolved(ctl.db, kind, change))) return
  if (!(await add(ctl, story, finding))) await updateUnresolved(ctl.db, kind, change)
}

function isSame(row: AnomalyRow, finding: Finding): boolean {
  return (Object.keys(finding) as (keyof Finding)[]).every((name) => row[name] === finding[name])
}

async function add(ctl: Noting, { id: story_id, project_id, title: story_title }: Story, finding: Finding): Promise<boolean> {
  const agent_id = (await spenderOf(ctl.db, story_id)) ?? null
  const times = { inserted_at: at(ctl), updated_at: at(ctl) }
  const row = { id: ctl.newId(), story_id, project_id, agent_id, ...finding, resolved: 0, archived: 0, ...times }
  if (!(await insertAnomaly(ctl.db, row))) return false
  const { metadata: _, ...figures } = finding
  const agent_name = agent_id === null ? null : ((await agentNames(ctl.db, [agent_id])).get(agent_id) ?? null)
  const details = { anomaly_id: row.id, story_id, story_title, project_id, agent_id, agent_name, ...figures }
  ctl.emit({ type: 'cost_anomaly.detected', entity: row.id, scope: project_id, task: story_id, after: figures, details })
  return true
}

/** Takes an anomaly of a story as dealt with, where there is one. */
export async function resolveAnomaly(ctl: Noting, which: Unresolved): Promise<AnomalyRow | undefined> {
  const row = await updateUnresolved(ctl.db, which, { resolved: 1, updated_at: at(ctl) })
  if (row === undefined) return undefined
  const { id, project_id: scope, story_id } = row
  const states = { before: { resolved: false }, after: { resolved: true } }
  ctl.emit({ type: 'cost_anomaly.resolved', entity: id, scope, task: story_id, ...states, details: { story_id } })
  return row
}
