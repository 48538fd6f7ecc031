/** The block for a system prompt; word for word what agents were taught before, so that both can be mixed. */
export const loopControlText = `## Loop Control (CRITICAL)

**You MUST call the \`should_continue\` tool before ending ANY response.**

When you think you're done:
1. Call \`should_continue\` with your task summary, work done, and stopping reason
2. If approved: you may end your response
3. If not approved: continue working on the identified issues
4. Call again when you've made progress
`

/** How the gate judges, for a model or a person who wants to know before being judged. */
export const guideText = `# How loop-gate judges a stop

Call \`should_continue\` before you end a response.

| stopping_reason | judged |
| --- | --- |
| task_complete | by the four rules below |
| waiting_for_user, need_clarification | always approved: the person is asked |
| error_cannot_proceed | always approved: say what failed and what could be tried next |
| user_requested_stop | always approved |

A complete task meets all four:

1. \`verification_done\` is true: you ran the tests or tried the result.
2. \`confidence\`, if you give one, is at least 0.8.
3. \`work_remaining\` names nothing (ten characters or fewer).
4. \`work_done\` makes at least two statements, separated by full stops, commas or line breaks.

Where a person has accepted a policy for the folder, checks count besides, each for exactly the files that are there now: one changed byte makes a
receipt out of date, a commit of what was tested does not. A receipt that passed takes the place of \`verification_done\`.

- \`get_gate_status\` shows each check with its verdict and what to do next.
- \`run_checks\` runs those that are due and keeps receipts.
- \`file_gap\`, once you have tried: says honestly what cannot be shown, why, and what would help. Your next stop is then let go.

A refusal lists what is missing. Work on that, then call again. If you cannot, say so with one of the other reasons: they are always open.
`
