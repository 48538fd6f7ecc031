import { partPrompt } from './steps.ts'

export const ctlReview = partPrompt({
  name: 'ctl_review',
  title: 'Review what was handed over',
  summary: 'Confirm and review the stories of a project whose implementers asked for it.',
  steps: [
    'list_stories with review_requested, and take each that you did not implement.',
    'get_story, and look for every criterion at the work itself, not at what is said of it.',
    'report_story where it is implemented. Where it is not, tell the orchestrator what is missing.',
    'Each finding is fixed by its implementer or disproved. Then review_complete with the counts and what you looked at.',
  ],
})
