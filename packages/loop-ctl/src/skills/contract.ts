import type { SkillText } from './skill-text.ts'

export const contract: SkillText = {
  name: 'loopctl:contract',
  title: 'Implement a story',
  description: 'Implement one story, from the contract to the handover, as its only implementer.',
  body: `# Contract and implement

You implement one story and hand it over. You do not report, review or verify it, and you take no second one.

## Steps

1. \`get_story\`. Without an id, take the first of \`list_ready_stories\`; where there is none, say so and stop. Read the title, every acceptance
   criterion, and for a story that was rejected before also \`rejection_reason\` and \`latest_verification\`.
2. If a criterion cannot be shown to hold, or two contradict each other, say so and stop here. Nothing has been promised yet.
3. \`contract_story\` with \`story_title\` as it is written and \`ac_count\` as you counted. It says that you have read what is asked for; it is not a form to fill in.
4. \`claim_story\`, then \`start_story\`. From now on the story is yours.
5. Do the work of this story and nothing else. For each criterion write the test first that shows it, and see it fail. What else you notice, write down for the
   orchestrator.
6. Run all tests, not only yours. Never change a test, a check or a setting so that something passes.
7. Make one commit with the number of the story in its message, such as \`US-2.1: a refund is paid once\`. Nothing of another story is in it.
8. Say what you made: \`loopctl artifact report US-2.1 --artifact-type commit --path 1a2b3c4\`, or \`POST /api/v1/stories/:story_id/artifacts\`.
9. \`request_review\`. Your part ends here.

Findings of the review come back to you through the orchestrator. Mend each in the same commit, or show that it is none: with a test or a line of code, not with
an opinion. Say for each which of the two it was.

If you cannot finish, \`unclaim_story\` and say what is in the way. Half a story that is called done costs everybody more than one that is given back.

## What refusals mean

| code | what to do |
| --- | --- |
| \`wrong_title\`, \`wrong_ac_count\` | you have not read what is there now: \`get_story\` again, and do not guess |
| \`must_contract_first\`, \`must_claim_first\` | a step was left out; the hint names it |
| \`invalid_transition\` | on \`claim_story\`: another agent has it; take another story, or stop |
| \`dependencies_unmet\` | it waits for others that are not verified: take another story |
| \`not_assigned_agent\` | this story belongs to another agent |
| \`key_without_agent\` | your key is not registered: \`POST /api/v1/agents/register\` once |
| \`self_report_blocked\`, \`self_review_blocked\` | you implemented this, so somebody else does that step. There is no way around it, and none is meant |
`,
}
