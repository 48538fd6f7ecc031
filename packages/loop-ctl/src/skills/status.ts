import type { SkillText } from './skill-text.ts'

export const status: SkillText = {
  name: 'loopctl:status',
  title: 'Status of a project',
  description: 'Say how far a project is, what waits for whom, and what is stuck. Changes nothing.',
  body: `# Status

You read and say what is so. You claim, report and judge nothing on the way.

## Steps

1. \`get_progress\` with \`include_cost\`: stories by both statuses, epics, hours, cost.
2. \`list_ready_stories\`: what could be begun now. \`loopctl blocked --project my-app\`: what waits, and for which stories.
3. \`list_stories\` with \`agent_status\` \`implementing\`: what is being worked on.
4. \`list_stories\` with \`review_requested\`: what waits for a reviewer.
5. \`list_stories\` with \`agent_status\` \`reported_done\`, or \`loopctl pending --project my-app\`: what waits for a verdict.
6. \`list_stories\` with \`verified_status\` \`rejected\`: what came back. \`get_story\` of each has \`iteration_count\` and \`rejection_reason\`; \`loopctl history US-2.1\` has its
   whole story.
7. \`loopctl state load --project my-app\`: what the orchestrator has kept, such as stories that were given to a person. It is for the role orchestrator.
8. \`loopctl changes --project my-app --since 2026-01-05T12:00:00Z\`: what happened since the last status.

Lists show at most 20 rows; \`meta\` says of how many. Count by \`get_progress\`, not by rows.

## What to say

Begin with one line: how many stories are verified, of how many. Then what waits for whom, most urgent first:

- what needs a person: five verdicts without a pass, or a question that nobody has answered;
- what is rejected, with the reason in a few words and the number of verdicts so far;
- what waits for a verdict, and what for a reviewer, each with how long;
- what is being worked on, and since when; an agent that has been silent for long is named;
- what can be begun.

Keep the two ladders apart. \`reported_done\` is what the implementing side says; only \`verified\` is done. Do not add them up, and say "done" of neither
reported nor reviewed work. Give cost as it is told, without a forecast, and say so where nothing was reported.

## What refusals mean

| code | what to do |
| --- | --- |
| \`project_not_found\` | \`list_projects\` shows the projects that you may see |
| \`orchestrator_state_not_found\` | no orchestrator has saved anything yet; that is an answer |
| \`forbidden\` | your key is of another role: leave that part out, and say so |
| \`ambiguous_reference\` | say which project is meant |
`,
}
