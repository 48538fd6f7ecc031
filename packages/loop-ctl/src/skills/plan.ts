import type { SkillText } from './skill-text.ts'

export const plan: SkillText = {
  name: 'loopctl:plan',
  title: 'Plan a project',
  description: 'Turn a goal into epics and stories that agents can implement and somebody else can verify.',
  body: `# Plan

The result is a work breakdown in loop-ctl that a person has agreed to. Nothing is implemented here.

## Steps

1. \`list_projects\`. Where the project is there, \`get_progress\` and \`list_stories\` show what it has; plan only what is missing. Where it is not,
   \`create_project\` with a \`slug\` and a \`mission\`: one sentence that says what will be true for its users at the end.
2. Read the code before you divide the work. A plan made from names alone divides along lines that are not there.
3. Divide into epics, each something that a user would notice, and those into stories. A story is for one agent, one sitting and one commit. If its title
   needs an "and", it is two.
4. Give each story two to eight acceptance criteria. A criterion says what can be seen when it holds: which request gives which answer, which test passes. "Works well"
   is none. Write each as \`{ "criterion": "…" }\`.
5. Add a dependency only where one story needs what another one leaves behind. What merely comes first in your head can be done at the same time.
6. Show the plan to the person and wait for their word.
7. \`import_stories\` with the whole as \`payload\`, or as a file with \`payload_path\`; it comes in as a whole or not at all:

\`\`\`json
{
  "epics": [
    { "number": 1, "title": "Login", "stories": [
      { "number": "1.1", "title": "Login form", "acceptance_criteria": [{ "criterion": "A wrong password shows an error" }] },
      { "number": "1.2", "title": "Log out", "acceptance_criteria": [{ "criterion": "The session ends" }] }
    ] }
  ],
  "story_dependencies": [{ "story": "1.2", "depends_on": "1.1" }]
}
\`\`\`

8. \`list_ready_stories\`: there must be at least one. \`GET /api/v1/projects/:project_id/dependency_graph\` shows what waits for what.
9. Write down what was decided and why: \`loopctl state save --project my-app --data @plan.json\`. Then go on with loopctl:orchestrate.

## Later changes

\`create_epic\` and \`create_story\` add one. \`import_stories\` with \`merge\` changes what is there by its number; statuses stay as they are. A story that was
rejected because it is too large becomes several new ones; do not make the old one smaller under an agent that works on it.

## What refusals mean

| code | what to do |
| --- | --- |
| \`already_imported\` | these numbers are there: read them with \`list_stories\`, then send \`merge\` if you mean to change them |
| \`dependency_cycle\`, \`dependency_deadlock\` | the message names the circle: take out the dependency that is only an order in your head |
| \`slug_taken\` | the project is there already, or another one has its name: \`list_projects\` |
| \`invalid_input\` | \`details\` has each wrong field by its place; mend them all, then send the whole again |
`,
}
