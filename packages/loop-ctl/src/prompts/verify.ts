import { partPrompt } from './steps.ts'

export const ctlVerify = partPrompt({
  name: 'ctl_verify',
  title: 'Verify reported stories',
  summary: 'Judge the reported stories of a project that somebody else implemented and reviewed.',
  steps: [
    'get_progress, then list_stories with agent_status reported_done.',
    'get_story for each that you did not implement: its criteria, its artifacts, its reviews.',
    'Run what proves each criterion. verify_story with what you saw, or reject_story with what is missing.',
    'A story that comes back a fifth time needs a person: say why, and leave it.',
  ],
})
