/** What an agent that reads the OpenAPI document should know before it calls anything: who does what, in which order. */
export const agentHints = {
  rule: 'Nobody marks their own work as done: whoever implements a story can neither report, review nor verify it. Each agent has a key of its own.',
  workflow: [
    {
      step: 'register',
      call: 'POST /api/v1/agents/register',
      role: 'agent',
      note: 'Once for each key; a key without an agent can do no work.',
    },
    { step: 'create project', call: 'POST /api/v1/projects', role: 'orchestrator' },
    {
      step: 'import',
      call: 'POST /api/v1/projects/:project_id/import',
      role: 'orchestrator',
      note: 'Epics, stories and what they depend on.',
    },
    {
      step: 'contract',
      call: 'POST /api/v1/stories/:story_id/contract',
      role: 'agent',
      note: 'First GET /api/v1/stories/ready; then echo story_title and ac_count.',
    },
    { step: 'claim', call: 'POST /api/v1/stories/:story_id/claim', role: 'agent' },
    { step: 'start', call: 'POST /api/v1/stories/:story_id/start', role: 'agent' },
    {
      step: 'request-review',
      call: 'POST /api/v1/stories/:story_id/request-review',
      role: 'agent',
      note: 'Here the part of the implementer ends.',
    },
    { step: 'report', call: 'POST /api/v1/stories/:story_id/report', role: 'agent', note: 'By a different agent than the implementer.' },
    {
      step: 'review-complete',
      call: 'POST /api/v1/stories/:story_id/review-complete',
      role: 'orchestrator',
      note: 'Without a review after the report nothing can be verified.',
    },
    {
      step: 'verify',
      call: 'POST /api/v1/stories/:story_id/verify',
      role: 'orchestrator',
      note: 'Or POST /api/v1/stories/:story_id/reject with a reason.',
    },
  ],
  refusals: 'Each has error.hints: what to call next. A 409 of a story has error.current_state as well.',
} as const
