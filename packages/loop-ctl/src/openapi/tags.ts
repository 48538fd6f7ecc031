import type { OpenApiTag } from 'loop-core'

/** By topic, in the order in which somebody new meets them; what a later one takes is no longer in an earlier one. */
export const tags: readonly OpenApiTag[] = [
  { name: 'Discovery', operations: /route|ctl/, description: 'What there is to call, and in which order.' },
  { name: 'Signup', operations: /signup|onboarding/, description: 'How somebody new comes in, in a browser and with authenticators.' },
  { name: 'Tenants', operations: /tenant/, description: 'Whose server this is, and the settings that hold for all of their keys.' },
  { name: 'API Keys', operations: /api_key/, description: 'Keys, each with one role; a key is shown once.' },
  { name: 'Agents', operations: /agent/, description: 'Who works here: one key is one agent, for good.' },
  { name: 'Projects', operations: /project/, description: 'A code base whose work is kept here.' },
  { name: 'Epics', operations: /epic/, description: 'Parts of a project, each with stories.' },
  { name: 'Stories', operations: /stor(y|ies)/, description: 'Pieces of work: what is asked for, and which of it can be begun.' },
  {
    name: 'Progress',
    operations: /contract|accept|claim|start|request|report|progress/,
    description: 'The way of a story from its contract to the report by another agent, and how far the whole has come.',
  },
  { name: 'Artifacts', operations: /artifact/, description: 'What was made for a story.' },
  { name: 'Reviews', operations: /review(s|_complete)/, description: 'That somebody other than the implementer has read the work.' },
  {
    name: 'Verification',
    operations: /verify_story|verifications|reject|backfill/,
    description: 'Verdicts on a story, never by its implementer.',
  },
  { name: 'Bulk', operations: /bulk|_all_/, description: 'The same for many stories at once, each judged by itself.' },
  { name: 'Dependencies', operations: /dependenc/, description: 'What waits for what; no circles.' },
  { name: 'Token Usage', operations: /token_usage/, description: 'What work took, in tokens and money.' },
  { name: 'Token Budgets', operations: /token_budget/, description: 'What work may take, and what happens where it takes more.' },
  { name: 'Import and Export', operations: /import|export/, description: 'A whole work breakdown, in and out.' },
  {
    name: 'Knowledge',
    operations: /article|knowledge/,
    description: 'A wiki of what was learned: drafts, and what is published to be found.',
  },
  { name: 'Audit', operations: /audit|history/, description: 'Who did what and when, never erased.' },
  { name: 'Changes', operations: /change/, description: 'What happened since, to poll.' },
  {
    name: 'Costs',
    operations: /_costs$|cost_(summary|trends|anomal)|get_model_/,
    description: 'What the work costs, by whom and by what, and what stands out.',
  },
  { name: 'UI Tests', operations: /ui_test/, description: 'Tests of a user interface by hand, and what was found.' },
  { name: 'Administration', operations: /^admin_/, description: 'What superadmins see and do over all tenants.' },
  { name: 'Webhooks', operations: /webhook/, description: 'Signed requests that tell of what happened, and how their delivery went.' },
  {
    name: 'Orchestrator State',
    operations: /orchestrator_state/,
    description: 'What an orchestrator keeps for itself between its sessions.',
  },
  {
    name: 'Skills',
    operations: /skill/,
    description: 'What agents are told of how to go about their work, in versions, and how each has done.',
  },
]
