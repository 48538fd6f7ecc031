import { partPrompt } from './steps.ts'

export const ctlImplement = partPrompt({
  name: 'ctl_implement',
  title: 'Implement a story',
  summary: 'Take one ready story of a project, implement it, and hand it over.',
  steps: [
    'list_ready_stories, and take the first. Where there is none, say so and stop.',
    'get_story, and read every acceptance criterion. contract_story with its title and their number.',
    'claim_story, then start_story. If another agent has it, go back to 1.',
    'Do the work, so that each criterion can be shown to hold.',
    'request_review. Your part ends here: do not report, review or verify this story.',
  ],
})
