import { join } from 'node:path'
import { createTenant } from 'loop-core/accounts'
import { describe, expect, it } from 'vitest'
import { typed } from './fixtures/command-line.ts'
import { describeCtl, type TestCtl } from './fixtures/ctl.ts'
import { temporaryFolder } from './fixtures/folder.ts'

/** Every command of the reference, those that its README names otherwise, and those without which its stories come to no end. */
const reference = [
  ...['config set', 'config get', 'config show', 'auth login', 'auth whoami', 'tenant register', 'tenant info', 'tenant update'],
  ...['keys create', 'keys list', 'keys revoke', 'keys rotate', 'agent register'],
  ...['project create', 'project list', 'project info', 'project archive', 'import', 'export', 'status', 'next', 'blocked'],
  ...['contract', 'claim', 'start', 'unclaim', 'request-review', 'review-complete', 'report', 'verify', 'reject', 'pending'],
  ...['force-unclaim', 'verify-all', 'mark-complete', 'state save', 'state load', 'history', 'audit', 'changes'],
  ...['webhook create', 'webhook list', 'webhook delete', 'webhook test'],
  ...['skill list', 'skill get', 'skill create', 'skill update', 'skill stats', 'skill history', 'skill import', 'skill archive'],
  ...['admin tenants', 'admin tenant', 'admin suspend', 'admin activate', 'admin stats', 'admin impersonate'],
  ...['cost-summary', 'token-report', 'anomalies', 'token-usage', 'cost-anomalies', 'budget set'],
]

/** They need a server that takes a key, so they are run in bin.test.ts. */
const elsewhere = ['auth login', 'agent register']

/** A command, what stands behind its name, and what a person finds in its answer. */
type Step = readonly [name: string, words: string, human: string]

/** What the steps take that no step before them has made. */
interface Given {
  /** Part of every name, so that both forms can be tried beside each other. */
  form: string
  files: string
  ids: Record<'revoked' | 'rotated' | 'deleted' | 'tested', string>
  done: string
}

async function prepare(ctl: TestCtl, form: string): Promise<Given> {
  const key = async (name: string) => (await ctl.call('create_api_key', { name, role: 'agent' })).api_key.id
  const webhook = async () => (await ctl.call('create_webhook', { url: 'https://example.com/', events: ['story.verified'] })).webhook.id
  const { storage, clock } = ctl.application
  await createTenant(storage, { id: `tenant-${form}`, name: 'Somebody' }, clock())
  const files = temporaryFolder({
    'work/epic_1_accounts/us_1.1.json': '{"title":"Log in","acceptance_criteria":["It opens"]}',
    'work/epic_1_accounts/us_1.2.json': '{"title":"Log out"}',
    'work/epic_1_accounts/us_1.3.json': '{"title":"Wait","dependencies":["1.2"]}',
    'skills/imported/SKILL.md': 'Read first.',
    'SKILL.md': '---\nname: planning\ndescription: How to plan\n---\nPlan first.',
    'state.json': '{"step":1}',
  })
  const ids = { revoked: await key('first'), rotated: await key('second'), deleted: await webhook(), tested: await webhook() }
  return { form, files, ids, done: await ctl.story({ title: 'Done long ago' }) }
}

const machineSteps = (): Step[] => [
  ['config set', 'api_key lc_0123456789', 'lc_01234…'],
  ['config get', 'api_key', 'lc_0123456789'],
  ['config show', '', 'lc_01234…'],
  ['auth whoami', '', 'local'],
  ['tenant register', '', 'https://loop.example/signup'],
  ['tenant info', '', 'local'],
  ['tenant update', '--setting auto_reset_on_rejection=false', 'auto_reset_on_rejection'],
]

const keySteps = ({ form, ids }: Given): Step[] => [
  ['keys create', `--name key-${form} --role orchestrator --agent-id reviewer-local --expires-at 2030-01-01T00:00:00Z`, 'lc_'],
  ['keys list', '', `key-${form}`],
  ['keys rotate', `${ids.rotated} --grace-hours 2`, 'lc_'],
  ['keys revoke', `${ids.revoked} --yes`, 'revoked_at'],
  ['webhook create', `--url https://example.com/${form} --events story.verified,story.rejected`, 'story.rejected'],
  ['webhook list', '', `https://example.com/${form}`],
  ['webhook test', ids.tested, 'pending'],
  ['webhook delete', `${ids.deleted} --yes`, 'ok'],
]

const projectSteps = ({ form, files }: Given): Step[] => {
  const project = `--project app-${form}`
  return [
    ['project create', `app-${form} --repo https://example.com/x --tech-stack TypeScript --description Mine`, `app-${form}`],
    ['project list', '', `app-${form}`],
    ['project info', `app-${form}`, 'TypeScript'],
    ['import', `${files}/work ${project}`, 'stories_created'],
    ['import', `${files}/work ${project} --merge`, 'stories_updated'],
    ['export', project, 'Log in'],
    ['export', `${project} --dir ${files}/out-${form}`, `4 files written to ${files}/out-${form}`],
    ['next', project, 'Log in'],
    ['blocked', project, '1.3 Wait waits for 1:'],
    ['status', project, 'Cost: $0.00 (no budget)'],
    ['status', `--epic 1 ${project}`, 'total_stories'],
    ['status', `US-1.1 ${project}`, 'Log in'],
    ['state save', `--data @${files}/state.json --key main ${project}`, 'step'],
    ['state save', `--data {"step":2} ${project}`, 'version'],
    ['state load', project, 'step'],
  ]
}

const storySteps = ({ form, files, done }: Given): Step[] => {
  const project = `--project app-${form}`
  const [story, other] = [`US-1.1 ${project}`, `1.2 ${project}`]
  const used = '--tokens-in 150000 --tokens-out 1200 --model some-model --cost 120000'
  return [
    ['contract', story, 'It opens'],
    ['claim', story, 'assigned'],
    ['start', story, 'implementing'],
    ['request-review', story, 'Log in'],
    ['report', `${story} --artifact {"artifact_type":"file","path":"src/x.ts"} ${used}`, 'reported_done'],
    ['pending', project, 'Log in'],
    ['review-complete', `${story} --type enhanced --findings 1 --fixes 1 --disproved 0 --summary Fine`, 'enhanced'],
    ['verify', `${story} --result pass --summary Done --review-type enhanced --findings {"a":1}`, 'verified'],
    ['reject', `${story} --reason Broken --findings {"a":1}`, 'rejected'],
    ['contract', other, 'Log out'],
    ['claim', other, 'assigned'],
    ['unclaim', other, 'pending'],
    ['contract', other, 'Log out'],
    ['claim', other, 'assigned'],
    ['force-unclaim', other, 'pending'],
    ['verify-all', `1 ${project} --review-type enhanced --summary Done`, 'verified_count'],
    ['mark-complete', `--stories [{"story_id":"${done}","summary":"Before","review_type":"enhanced"}]`, done],
    ['history', story, 'verified'],
    ['audit', `${project} --since 2026-01-01T00:00:00Z --entity-type story --action rejected`, 'rejected'],
    ['changes', `${project} --since 2026-01-01T00:00:00Z`, 'created'],
    ['skill create', `--file ${files}/SKILL.md --name planning-${form}`, 'How to plan'],
    ['skill update', `planning-${form} --file ${files}/SKILL.md --changelog Again`, 'Again'],
    ['skill get', `planning-${form} --version 1`, 'Plan first.'],
    ['skill history', `planning-${form}`, 'Again'],
    ['skill stats', `planning-${form}`, 'none'],
    ['skill import', `${files}/skills ${project}`, 'created'],
    ['skill list', `${project} --status active`, 'imported'],
    ['skill archive', `planning-${form}`, 'archived'],
  ]
}

const costSteps = ({ form }: Given): Step[] => {
  const project = `--project app-${form}`
  return [
    ['budget set', `${project} --scope per_project --limit 1000000 --enforcement warn`, '1000000'],
    ['budget set', `${project} --scope per_story --limit 500000`, '500000'],
    ['cost-summary', project, 'Cost: $1.20'],
    ['cost-summary', `${project} --by-epic`, 'accounts: $1.20'],
    ['cost-summary', `${project} --by-agent`, 'implementer-local: $1.20'],
    ['token-report', `--story 1.1 ${project}`, '150K in'],
    ['token-usage', `${project} --agent implementer-local`, 'Total: '],
    ['token-usage', project, '$1.20'],
    ['anomalies', `${project} --include-resolved`, 'Nothing stands out.'],
    ['cost-anomalies', project, 'Nothing stands out.'],
    ['project archive', `app-${form} --yes`, 'archived'],
  ]
}

const adminSteps = ({ form }: Given): Step[] => [
  ['admin tenants', '', `tenant-${form}`],
  ['admin tenant', `tenant-${form}`, 'Somebody'],
  ['admin impersonate', `tenant-${form} get projects`, 'none'],
  ['admin impersonate', `tenant-${form} post projects {"name":"Theirs","slug":"theirs"}`, 'Theirs'],
  ['admin impersonate', `tenant-${form} --role orchestrator -- project list`, 'Theirs'],
  ['admin suspend', `tenant-${form}`, 'suspended'],
  ['admin activate', `tenant-${form}`, 'active'],
  ['admin stats', '', 'tenants'],
]

const journeys = [machineSteps, keySteps, projectSteps, storySteps, costSteps, adminSteps]
const allSteps = (given: Given): Step[] => journeys.flatMap((steps) => steps(given))

describe('the commands of the reference', () => {
  it('are all in this table', () => {
    const nothing: Given = { form: '', files: '', done: '', ids: { revoked: '', rotated: '', deleted: '', tested: '' } }
    const tried = new Set([...allSteps(nothing).map(([name]) => name), ...elsewhere])
    expect([...tried].toSorted()).toEqual(reference.toSorted())
  })
})

describeCtl('every command of the reference, from first to last,', (ctl) => {
  it.each(['json', 'human'])('81. succeeds and says so as %s', async (form) => {
    const given = await prepare(ctl(), form)
    const environment = { LOOP_SERVER: 'https://loop.example', LOOPCTL_CONFIG: join(given.files, 'config.json') }
    for (const [name, words, human] of allSteps(given)) {
      // Options of the line as a whole stand before what `--` leaves to another command.
      const line = [...name.split(' '), '--format', form, ...words.split(' ')].filter(Boolean)
      const { exitCode, stdout, stderr } = await typed(ctl(), line, environment)
      expect.soft([exitCode, exitCode === 0 ? '' : stderr], line.join(' ')).toEqual([0, ''])
      if (form === 'human') expect.soft(stdout, line.join(' ')).toContain(human)
      else expect.soft(() => JSON.parse(stdout), line.join(' ')).not.toThrow()
      ctl().pass(1_000)
    }
  })
})
