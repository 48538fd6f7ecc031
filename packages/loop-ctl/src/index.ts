import { defineModule } from 'loop-core'
import { commands } from './commands/index.ts'
import { completions } from './completions.ts'
import { CtlConfig } from './config.ts'
import { costJobs } from './jobs/costs.ts'
import { enrolmentJobs } from './jobs/enrolment.ts'
import { extractArticles } from './jobs/extract-articles.ts'
import { migrations } from './migrations/index.ts'
import { openapi } from './openapi/index.ts'
import { operations } from './operations/index.ts'
import { skillPrompts } from './prompts/skills.ts'
import { guide } from './resources/guide.ts'
import { reword } from './reword.ts'
import { webhookSubscribers } from './webhooks/catch-up.ts'
import { webhookJobs } from './webhooks/jobs.ts'

/** Who may say done: agents report, somebody else verifies. Mount it in a server of your own, or run it with the command `loop-ctl`. */
export const loopCtl = defineModule({
  name: 'ctl',
  title: 'Loop control',
  instructions:
    'Nobody marks their own work as done. Implementer: list_ready_stories → get_story → contract_story (echo title and number of criteria) → claim_story → start_story → do the work → request_review; your part ends there. A different agent: report_story → review_complete. An orchestrator who did not implement it: verify_story or reject_story. A refusal names the state and says what to call next. A story can be named by its id or as US-2.1.',
  operations,
  resources: [guide],
  prompts: skillPrompts,
  completions,
  commands,
  unknownArguments: 'ignore',
  openapi,
  refusal: reword,
  migrations,
  on: webhookSubscribers,
  jobs: { ...webhookJobs, ...enrolmentJobs, ...costJobs, extract_articles: extractArticles },
  config: CtlConfig,
  perCall: { LOOPCTL_PROJECT: { header: 'X-Loopctl-Project', flag: 'project', describe: 'Which project: id, slug or name' } },
})
