import type { SkillText } from './skill-text.ts'

export const verifyArtifacts: SkillText = {
  name: 'loopctl:verify-artifacts',
  title: 'Verify a reported story',
  description: 'Judge a reported and reviewed story by what is really there, and verify or reject it.',
  body: `# Verify artifacts

A report is a claim, and a review is an opinion. You look at what is there. You change nothing: what does not hold is rejected, not mended.

## Steps

1. \`list_stories\` with \`agent_status\` \`reported_done\`, or \`loopctl pending --project my-app\`. Leave out what your own key implemented.
2. \`get_story\`: the criteria, the artifacts, the verdicts before this one. \`GET /api/v1/stories/:story_id/artifacts\` and \`GET /api/v1/stories/:story_id/reviews\` have all
   of them.
3. Look at each artifact yourself:
   - the commit is in the repository, it is one, and only this story is in it;
   - each file that was named is there, and is not empty;
   - the tests that were named are run by the suite, and fail without the change.
4. Take a clean tree at that commit and run all tests there. What passes only where it was written does not pass.
5. For each criterion do what shows it: the request, the command, the test. Write down what you ran and what came.
6. Look at the review: it is younger than the report, its findings are settled, and its summary says where somebody looked. A review that found nothing
   because it looked nowhere is a reason to reject.
7. Every criterion holds: \`verify_story\` with \`result\` \`pass\`, \`review_type\` and a \`summary\` of what you ran. \`partial\` verifies as well, so use it only where a person
   agreed to what is missing, and name it.
   Otherwise \`reject_story\` with a \`reason\` by criterion: what was expected, what came, how to see it. The next agent has only these words.
8. If the work was done by a skill that is kept here, \`POST /api/v1/skill_results\` records how that version did.
9. \`loopctl state save --project my-app --data @state.json\`: a checkpoint after every verdict.

\`verify_all_in_epic\` judges a whole epic in one go. Use it only after steps 2 to 6 for each of its stories.

A story with four verdicts behind it that does not hold a fifth time goes to a person: reject it, say why, and leave it.

## What refusals mean

| code | what to do |
| --- | --- |
| \`not_reviewed\` | nobody completed a review since the report or the last rejection: loopctl:review first |
| \`self_verify_blocked\` | your key stands for the implementer: another orchestrator must judge |
| \`already_verified\` | it was judged before; \`reject_story\` if it has broken since |
| \`invalid_transition\` | it is not reported: \`get_story\` tells how it stands |
| \`key_without_agent\` | your key stands for nobody; it needs one that is made for a registered agent |
| \`forbidden\` | a verdict needs a key of the role orchestrator |
`,
}
