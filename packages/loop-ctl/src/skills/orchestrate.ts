import type { SkillText } from './skill-text.ts'

export const orchestrate: SkillText = {
  name: 'loopctl:orchestrate',
  title: 'Orchestrate a project',
  description:
    'Take a planned project to its end, with stories given to agents, reviewed by others and verified, and keep what is needed to go on.',
  body: `# Orchestrate

You hand out work and judge it. You never edit code, not even a typing error: whoever changes the work cannot judge it.

## Rules

- A fresh agent for each story. It gets the story, its skill and nothing of what others have said.
- An independent review. Another fresh agent reviews, one that saw neither the work nor its maker's account of it.
- One commit a story, so that a verdict is about one change and a rejection can be undone.
- A checkpoint after every verdict. Your session may end at any time, and the next one knows only what is kept.
- At most five review cycles a story. Then it goes to a person, with what you know.

## Steps

1. \`loopctl state load --project my-app\` shows where the last session stopped. \`orchestrator_state_not_found\` means that you are the first.
2. \`get_progress\`, then \`list_ready_stories\`. Take as many as there are agents, and none that would change the same files at once.
3. For each, start a fresh agent with the skill loopctl:contract and the id of the story. Each agent has a key of its own, of the role agent.
4. \`list_stories\` with \`review_requested\` shows what was handed over. For each, start another fresh agent with loopctl:review. Findings go back to the implementer
   through you, as they were written.
5. \`list_stories\` with \`agent_status\` \`reported_done\` shows what waits for your verdict. Go through loopctl:verify-artifacts for each: \`verify_story\` or
   \`reject_story\`.
6. After each verdict: \`loopctl state save --project my-app --data @state.json\`. Keep what cannot be read from loop-ctl: who works on what, what you
   decided and why, what you wait for. The statuses of stories are there already.
7. A rejected story is pending again. \`iteration_count\` of \`get_story\` says how many verdicts it has had. Below five, begin again at 3 with a fresh agent, which
   reads the reasons itself.
8. At five, stop with this story. Tell the person which criterion does not hold, what each round tried, and what you need to know from them. Go on with the others.
9. Repeat until \`get_progress\` shows every story verified, or all that is left waits for a person. Finish with loopctl:status.

Without the command line, \`PUT /api/v1/orchestrator/state/:project_id\` saves and \`GET /api/v1/orchestrator/state/:project_id\` loads.

## An agent that is gone

Wait until you know that it has ended, not merely that it is silent. Then \`force_unclaim_story\`, and a fresh agent. What it left in the tree is put away first.

## What refusals mean

| code | what to do |
| --- | --- |
| \`version_conflict\` | somebody saved since you loaded: load, bring both together, save. If that is another orchestrator, one of you stops |
| \`not_reviewed\` | nobody has completed a review since the report: back to 4 |
| \`self_verify_blocked\` | your key stands for the agent that implemented this: another orchestrator must judge it |
| \`key_without_agent\` | your key stands for nobody; it needs one that is made for a registered agent |
| \`dependencies_unmet\` | it waits for others: take a story of \`list_ready_stories\` |
| \`invalid_transition\` | the story moved in the meantime: \`get_story\`, then decide anew |

A gate is never in your way: it is what makes "done" worth something. Do not look for a second key.
`,
}
