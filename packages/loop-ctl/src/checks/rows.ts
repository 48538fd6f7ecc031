import { anomaly } from '../fixtures/anomalies.ts'
import { article } from '../fixtures/articles.ts'
import { agents } from '../fixtures/ctl.ts'
import type { HttpCtl } from '../fixtures/http.ts'
import { spend } from '../fixtures/token-reports.ts'

/** What arguments that point at a row are called, and what row that is. A parameter of a route that is not here fails a test: name it. */
export const rows = {
  project_id: 'project',
  // Of the scopes that a budget has, an example takes the first.
  scope_id: 'project',
  epic_id: 'epic',
  depends_on_epic_id: 'epic',
  story_id: 'story',
  story_ids: 'story',
  depends_on_story_id: 'story',
  dependency_id: 'dependency',
  agent_id: 'agent',
  api_key_id: 'apiKey',
  webhook_id: 'webhook',
  ui_test_run_id: 'uiTestRun',
  skill_id: 'skill',
  skill_version: 'skillVersionNumber',
  skill_version_id: 'skillVersion',
  verification_result_id: 'verification',
  token_usage_report_id: 'tokenUsageReport',
  token_budget_id: 'tokenBudget',
  anomaly_id: 'anomaly',
  article_id: 'article',
  article_ids: 'article',
  source_article_id: 'article',
  target_article_id: 'otherArticle',
  link_id: 'link',
} as const

type Noun = (typeof rows)[keyof typeof rows]

/** Every way in which rows of somebody can be pointed at. */
export type Rows = Readonly<Record<Noun, readonly string[]>>

const nothing = '00000000-0000-4000-8000-99999999dead'
const other = '00000000-0000-4000-8000-99999999beef'

/** What never was, for each way of pointing. */
export const never: Rows = {
  project: [nothing, 'never-was'],
  epic: [nothing, '990099'],
  story: [nothing, 'US-9.99'],
  dependency: [nothing],
  agent: [nothing],
  apiKey: [nothing],
  webhook: [nothing],
  uiTestRun: [nothing],
  skill: [nothing, 'never-was'],
  skillVersionNumber: ['990099'],
  skillVersion: [nothing],
  verification: [nothing],
  tokenUsageReport: [nothing],
  tokenBudget: [nothing],
  anomaly: [nothing],
  article: [nothing],
  otherArticle: [other],
  link: [nothing],
}

/** What our rows are called, wherever they are called something. */
export const ourName = /ours.alone/i

const [name, slug] = ['Ours alone', 'ours-alone']

/** Rows of every kind, as far as they can be asked for by id. */
export async function prepare(http: HttpCtl): Promise<Rows> {
  const work = await prepareWork(http)
  const [story_id] = work.story
  return { ...work, ...(await prepareKeys(http)), ...(await prepareTokens(http, story_id!)), ...(await prepareArticles(http)) }
}

async function prepareWork({ ctl }: HttpCtl) {
  const project = await ctl.project({ name, slug })
  const [epic, further] = [await ctl.epic(project, { number: 77 }), await ctl.epic(project)]
  const story = await ctl.story({ epic_id: epic, number: '77.7', title: name })
  await ctl.bring(story, 'verified')
  const depends_on_story_id = await ctl.story({ epic_id: epic })
  const ofStory = await ctl.call('create_story_dependency', { story_id: story, depends_on_story_id })
  const ofEpic = await ctl.call('create_epic_dependency', { epic_id: epic, depends_on_epic_id: further })
  await ctl.call('save_orchestrator_state', { project_id: project, state_key: 'main', state_data: {} })
  const run = await ctl.call('start_ui_test_run', { project_id: project })
  const verifications = await ctl.call('list_verifications', { story_id: story })
  return {
    project: [project, slug],
    epic: [epic, '77'],
    story: [story, 'US-77.7'],
    dependency: [ofStory.story_dependency.id, ofEpic.epic_dependency.id],
    uiTestRun: [run.data.id],
    verification: [verifications.data[0].id],
  }
}

async function prepareKeys({ ctl, send }: HttpCtl) {
  const { body } = await send('POST /api/v1/api_keys', { body: { name, role: 'agent' } })
  const { webhook } = await ctl.call('create_webhook', { url: `https://example.com/${slug}`, events: ['epic.completed'] })
  const { skill, version } = await ctl.call('create_skill', { name: slug, prompt_text: name })
  return {
    agent: [agents.implementer.agent!.id],
    apiKey: [body.api_key.id],
    webhook: [webhook.id],
    skill: [skill.id, slug],
    // Spelled so that it is found in no other answer by chance.
    skillVersionNumber: ['000000001'],
    skillVersion: [version.id],
  }
}

async function prepareTokens({ ctl }: HttpCtl, story_id: string) {
  const { project_id: scope_id } = await ctl.look(story_id)
  const { token_budget } = await ctl.call('create_token_budget', { scope_type: 'project', scope_id, budget_millicents: 1 })
  return {
    tokenBudget: [token_budget.id],
    tokenUsageReport: [await spend(ctl, story_id, { model_name: slug })],
    anomaly: [await anomaly(ctl, story_id, { id: 'anomaly-of-ours' })],
  }
}

/** One of all projects, published, which another belongs to, and which has been read. */
async function prepareArticles({ ctl }: HttpCtl) {
  const [source_article_id, target_article_id] = [await article(ctl, { title: name, tags: [slug] }), await article(ctl)]
  const link = await ctl.call('create_article_link', { source_article_id, target_article_id, relationship_type: 'relates_to' })
  await ctl.call('knowledge_get', { article_id: source_article_id }, { as: agents.implementer })
  return { article: [source_article_id], otherArticle: [target_article_id], link: [link.data.id] }
}
