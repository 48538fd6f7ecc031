import type { ErrorBody, OpenApiExample } from 'loop-core'
import { cursorOf } from '../feed.ts'
import { agent, ids, place, project, story, storyLine, times, verdict } from './example-rows.ts'

const story_id = ids.story

const standing = { current_agent_status: 'pending', current_verified_status: 'unverified', attempted_action: 'claim' }

const claimedTooEarly: ErrorBody = {
  error: {
    status: 409,
    kind: 'conflict',
    code: 'must_contract_first',
    message: 'Conflict',
    hints: ['The story is pending. Contract it first: send its title as story_title and the number of its criteria as ac_count.'],
    current_state: 'pending',
    ...standing,
    context: standing,
  },
}

/** One story from the key of its implementer to the verdict, by the operations in the order of their calls. */
export const examples: Readonly<Record<string, OpenApiExample>> = {
  create_api_key: {
    input: { name: 'implementer-1', role: 'agent' },
    output: {
      api_key: {
        id: '01a2f3c4-02e8-7a55-9c17-e0b46d83f2a9',
        name: 'implementer-1',
        key_prefix: 'lc_4fJ8w',
        role: 'agent',
        agent_id: null,
        expires_at: null,
        inserted_at: times.made,
        raw_key: 'lc_4fJ8w…',
      },
    },
  },
  register_agent: {
    input: { name: agent.name, agent_type: agent.agent_type, metadata: agent.metadata },
    output: { agent },
  },
  create_project: {
    input: { name: project.name, slug: project.slug, repo_url: project.repo_url, tech_stack: project.tech_stack, mission: project.mission },
    output: { project },
  },
  import_project: {
    input: {
      project_id: project.slug,
      epics: [
        {
          number: 1,
          title: 'Bookings',
          stories: [{ number: '1.1', title: 'A stay is booked', acceptance_criteria: [{ criterion: 'It can be paid.' }] }],
        },
        {
          number: 2,
          title: 'Refunds',
          phase: 'beta',
          stories: [
            {
              number: story.pending.number,
              title: story.pending.title,
              description: story.pending.description,
              acceptance_criteria: story.pending.acceptance_criteria,
              estimated_hours: story.pending.estimated_hours,
            },
          ],
        },
      ],
      story_dependencies: [{ story: '2.1', depends_on: '1.1' }],
      epic_dependencies: [{ epic: 2, depends_on: 1 }],
    },
    output: { import: { epics_created: 2, stories_created: 2, dependencies_created: 2 } },
  },
  page_ready_stories: {
    input: { project_id: project.slug, page: 1, page_size: 20 },
    output: { data: [storyLine], meta: { page: 1, page_size: 20, total_count: 1, total_pages: 1 } },
  },
  get_story: {
    input: { story_id },
    output: { story: { ...story.pending, dependencies: [], artifacts: [], latest_verification: null, iteration_count: 0 } },
  },
  accept_story: {
    input: { story_id, story_title: story.pending.title, ac_count: 2 },
    output: { story: story.contracted },
  },
  claim_story: {
    input: { story_id },
    output: { story: story.assigned },
    refusal: claimedTooEarly,
  },
  start_story: { input: { story_id }, output: { story: story.implementing } },
  request_review: { input: { story_id }, output: { story: story.handedOver } },
  report_story: {
    input: {
      story_id,
      artifact: { artifact_type: 'pull_request', path: 'https://github.com/example/booking-service/pull/57', exists: true },
      token_usage: {
        input_tokens: 182_400,
        output_tokens: 9_350,
        model_name: 'claude-sonnet',
        cost_millicents: 68_745,
        phase: 'implementing',
      },
    },
    output: { story: story.reported, artifact_report_id: ids.artifact, token_usage_report_id: ids.tokens },
  },
  review_complete: {
    input: { story_id, review_type: 'enhanced', findings_count: 2, fixes_count: 1, disproved_count: 1, summary: 'One race, fixed.' },
    output: {
      review_record: {
        id: ids.review,
        story_id,
        reviewer_agent_id: ids.reviewer,
        review_type: 'enhanced',
        findings_count: 2,
        fixes_count: 1,
        disproved_count: 1,
        summary: 'One race, fixed.',
        completed_at: times.reviewed,
        inserted_at: times.reviewed,
        updated_at: times.reviewed,
      },
    },
  },
  verify_story: {
    input: { story_id, summary: verdict.summary, review_type: 'enhanced', result: verdict.result, findings: {} },
    output: { story: story.verified },
  },
  reject_story: {
    input: { story_id, reason: story.rejected.rejection_reason, findings: { criterion: 2 }, review_type: 'enhanced' },
    output: { story: story.rejected },
  },
  list_changes: {
    input: { since: times.reviewed, project_id: project.slug, entity_type: 'story', action: 'verified' },
    output: {
      data: [
        {
          id: ids.change,
          project_id: ids.project,
          entity_type: 'story',
          entity_id: story_id,
          action: 'verified',
          actor_type: 'api_key',
          actor_label: 'orchestrator:orchestrator-1',
          new_state: { verified_status: 'verified' },
          metadata: { ...place, old_status: 'reported_done', new_status: 'reported_done', ...verdict },
          inserted_at: times.judged,
        },
      ],
      has_more: false,
      next_since: times.judged,
      cursor: cursorOf({ at: times.judged, seq: 418 }),
    },
  },
  create_webhook: {
    input: { url: 'https://hooks.example.com/loop', events: ['story.review_requested', 'story.rejected'], project_id: project.slug },
    output: {
      webhook: {
        id: ids.webhook,
        url: 'https://hooks.example.com/loop',
        events: ['story.review_requested', 'story.rejected'],
        project_id: ids.project,
        active: true,
        consecutive_failures: 0,
        last_delivery_at: null,
        inserted_at: times.made,
        updated_at: times.made,
        signing_secret: '9c1f70d26e4b83e5a07f2d18b6e43b01f4d7a52c6090be38715fca24d9830e6b',
      },
    },
  },
}
