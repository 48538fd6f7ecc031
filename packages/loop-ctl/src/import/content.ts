import { at, type Ctl } from '../ctl.ts'
import type { EpicRow, StoryRow } from '../storage/tables.ts'
import type { GivenEpic, GivenStory } from './payload.ts'

/** What a payload says of an epic, as it is stored; what it does not say is not there. */
export function epicContent({ title, description, phase, position, metadata }: GivenEpic): Partial<EpicRow> {
  return said({ title, description, phase, position, metadata: metadata && JSON.stringify(metadata) })
}

/** What a payload says of a story, as it is stored; how it stands is no part of it. */
export function storyContent({ title, description, acceptance_criteria, estimated_hours, metadata }: GivenStory): Partial<StoryRow> {
  return said({
    title,
    description,
    acceptance_criteria: acceptance_criteria && JSON.stringify(acceptance_criteria),
    estimated_hours,
    metadata: metadata && JSON.stringify(metadata),
  })
}

function said<Content extends object>(content: Content): { [Name in keyof Content]?: Exclude<Content[Name], undefined> } {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined)) as never
}

/** How work from before begins: what is verified was reported too. */
export function initialStanding(ctl: Ctl, { initial_agent_status, initial_verified_status = 'unverified' }: GivenStory): Partial<StoryRow> {
  const verified = initial_verified_status !== 'unverified'
  const reported = verified || initial_agent_status === 'reported_done'
  return {
    ...(reported && { agent_status: 'reported_done', reported_done_at: at(ctl) }),
    ...(verified && { verified_status: 'verified', verified_at: at(ctl) }),
  }
}
