import type { z } from 'zod'
import { sortKeyOf } from '../number.ts'
import type { Agent } from '../views/agent.ts'
import type { Project } from '../views/project.ts'
import { type Story, StoryLine } from '../views/story.ts'

/** Who and what the examples are about. */
export const ids = {
  project: '01a2f3c4-1b7e-7d20-8a54-3c9e5b7f1a02',
  epic: '01a2f3c5-40d1-7c3b-9e12-6fd0a4b8c311',
  story: '01a2f3c5-40d2-7a19-b6c7-0e8d2f5a9b44',
  implementer: 'b1f7c0de-52a4-4c1e-9f0b-7d3a86e2c915',
  reviewer: '6e0d9a3b-8c41-4f72-a5d6-1b94c7f2e038',
  orchestrator: 'dba31ad7-a666-4945-a1e0-61f404043818',
  artifact: '01a2f41e-7c05-7e88-8d3f-92b6e1a0c457',
  tokens: '01a2f41e-7c06-7b1d-a2e4-5c8f03d9b671',
  budget: '01a2f3c7-28b4-7e13-9d05-a61c8f3e70d2',
  review: '01a2f430-15af-7f60-9b8c-d47e6a21c035',
  webhook: '01a2f3c6-9e30-7452-bc1a-8f27d50e6b93',
  delivery: '01a2f43b-6d18-7a07-83e5-4b9c1f70d26e',
  anomaly: '01a2f41e-7c07-7d42-9e1b-3f60c8a5d274',
  change: '01a2f43b-6d11-7c94-a0f2-e65d38b7149a',
  article: '01a2f450-2b7c-7e15-9d60-f8a3c1e74b29',
  newerArticle: '01a2f450-88e4-7d3a-b1c5-07f9e26d4a83',
  articleLink: '01a2f450-9a01-7f48-8e27-b6d05c3f91ae',
} as const

/** One working day, step by step. */
export const times = {
  made: '2026-03-02T08:30:00.000Z',
  contracted: '2026-03-02T09:02:11.418Z',
  assigned: '2026-03-02T09:02:40.073Z',
  started: '2026-03-02T09:03:05.662Z',
  handedOver: '2026-03-02T10:41:37.290Z',
  reported: '2026-03-02T10:52:18.904Z',
  reviewed: '2026-03-02T11:12:00.512Z',
  judged: '2026-03-02T11:24:46.137Z',
} as const

/** Where the story belongs, as events say it. */
export const place = { story_id: ids.story, project_id: ids.project, epic_id: ids.epic }

/** What the events of its verification say. */
export const verdict = { orchestrator_agent_id: ids.orchestrator, summary: 'Both criteria hold; 214 tests pass.', result: 'pass' }

export const project = {
  id: ids.project,
  name: 'Booking service',
  slug: 'booking-service',
  repo_url: 'https://github.com/example/booking-service',
  description: null,
  tech_stack: 'TypeScript, React',
  mission: 'Guests book, change and cancel a stay without calling anybody.',
  status: 'active',
  metadata: {},
  inserted_at: times.made,
  updated_at: times.made,
} satisfies z.output<typeof Project>

export const agent = {
  id: ids.implementer,
  name: 'implementer-1',
  agent_type: 'implementer',
  status: 'active',
  last_seen_at: null,
  metadata: { model: 'claude' },
  inserted_at: times.made,
  updated_at: times.made,
} satisfies z.output<typeof Agent>

/** What the events of an article say. */
export const article = {
  id: ids.article,
  article_id: ids.article,
  title: 'A payment is tried again, but never for ever',
  category: 'pattern',
  project_id: ids.project,
  status: 'published',
  tags: ['payments', 'retries'],
}

/** What the events of a link say. */
export const articleLink = {
  id: ids.articleLink,
  article_link_id: ids.articleLink,
  source_article_id: ids.newerArticle,
  target_article_id: ids.article,
  relationship_type: 'supersedes',
  project_id: ids.project,
}

type StoryExample = z.output<typeof Story>

const pending: StoryExample = {
  id: ids.story,
  project_id: ids.project,
  epic_id: ids.epic,
  number: '2.1',
  title: 'A refund that is asked for twice is paid once',
  description: 'The button can be pressed again while the bank is slow.',
  acceptance_criteria: [
    { criterion: 'Two requests with the same booking lead to one payment.' },
    { criterion: 'The second request is answered like the first.' },
  ],
  estimated_hours: 3,
  agent_status: 'pending',
  verified_status: 'unverified',
  assigned_agent_id: null,
  reported_by_agent_id: null,
  review_requested_at: null,
  assigned_at: null,
  reported_done_at: null,
  verified_at: null,
  rejected_at: null,
  rejection_reason: null,
  metadata: {},
  sort_key: sortKeyOf('2.1'),
  inserted_at: times.made,
  updated_at: times.made,
}

const contracted: StoryExample = { ...pending, agent_status: 'contracted', updated_at: times.contracted }

const assigned: StoryExample = {
  ...contracted,
  agent_status: 'assigned',
  assigned_agent_id: ids.implementer,
  assigned_at: times.assigned,
  updated_at: times.assigned,
}

const implementing: StoryExample = { ...assigned, agent_status: 'implementing', updated_at: times.started }

const handedOver: StoryExample = { ...implementing, review_requested_at: times.handedOver, updated_at: times.handedOver }

const reported: StoryExample = {
  ...handedOver,
  agent_status: 'reported_done',
  reported_by_agent_id: ids.reviewer,
  reported_done_at: times.reported,
  updated_at: times.reported,
}

const verified: StoryExample = { ...reported, verified_status: 'verified', verified_at: times.judged, updated_at: times.judged }

const rejected: StoryExample = {
  ...pending,
  verified_status: 'rejected',
  rejected_at: times.judged,
  rejection_reason: 'The second request is answered with 500.',
  updated_at: times.judged,
}

/** One story at each step of its way; rejected it is pending again. */
export const story = { pending, contracted, assigned, implementing, handedOver, reported, verified, rejected }

/** The story as lists show it. */
export const storyLine = StoryLine.parse(pending)
