export interface Story {
  title: string
  acceptance_criteria: unknown[] | null
  agent_status: string
  verified_status: string
  assigned_agent_id: string | null
  reported_by_agent_id: string | null
  review_requested_at: string | null
}

/** The story after a step, or the code with which the step was refused. */
export interface Outcome {
  story?: Story
  refused?: string
}

/** Takes one step with a story, as one caller. */
export type Step = (action: string, input?: object) => Promise<Outcome>

/** The part of whoever does the work. It ends with the hand-over. */
export async function implement(step: Step): Promise<void> {
  const { story } = await step('get')
  await step('contract', { story_title: story!.title, ac_count: story!.acceptance_criteria?.length ?? 0 })
  await step('claim')
  await step('start-work')
  await step('request-review')
}

/** The part of another agent: it looks whether the work is there, and reviews it. */
export async function review(step: Step): Promise<void> {
  await step('report')
  await step('review-complete', { review_type: 'enhanced', findings_count: 1, fixes_count: 1, summary: 'One small thing, fixed.' })
}

/** The part of the orchestrator. */
export async function judge(step: Step): Promise<Outcome> {
  return step('verify', { review_type: 'enhanced', summary: 'Works, and is reviewed.' })
}

/** What a step looks like to a reader. */
export function told(who: string, action: string, { story, refused }: Outcome): string {
  const result = refused ?? (story ? `${story.agent_status}, ${story.verified_status}` : 'kept')
  return `${who.padEnd(14)}${action.padEnd(17)}${refused ? 'refused: ' : ''}${result}`
}
