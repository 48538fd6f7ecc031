import { expect, it } from 'vitest'
import { answerOf, typed } from '../fixtures/command-line.ts'
import { describeCtl } from '../fixtures/ctl.ts'
import { temporaryFolder } from '../fixtures/folder.ts'

describeCtl('the commands of a story', (ctl) => {
  /** A project of its own with the story 1.1, named by its slug. */
  async function prepare(): Promise<string> {
    const { slug } = (await ctl().call('get_project', { project_id: await ctl().project() })).project
    const epic_id = await ctl().epic(slug, { number: 1 })
    await ctl().story({
      epic_id,
      number: '1.1',
      title: 'Log in',
      acceptance_criteria: [{ criterion: 'It opens' }, { description: 'It shuts' }],
    })
    return slug
  }
  const said = async (...words: string[]) => (await typed(ctl(), words)).stdout

  it('81. bring it from pending to verified, by US-1.1 and the slug of its project (D17)', async () => {
    const project = await prepare()
    const go = (name: string, ...words: string[]) => answerOf(ctl(), [name, 'US-1.1', ...words, '--project', project])
    const contracted = await typed(ctl(), ['contract', 'US-1.1', '--project', project])
    expect(contracted).toMatchObject({ exitCode: 0, stderr: 'Log in\n2 acceptance criteria:\n  1. It opens\n  2. It shuts\n' })
    for (const name of ['claim', 'start', 'request-review']) await go(name)
    const artifact = temporaryFolder({ 'made.json': '{"artifact_type":"file","path":"src/login.ts"}' })
    const used = ['--tokens-in', '10', '--tokens-out', '20', '--model', 'm', '--cost', '30']
    const reported = await go('report', '--artifact', `@${artifact}/made.json`, ...used)
    expect(reported).toMatchObject({ artifact_report_id: expect.any(String), token_usage_report_id: expect.any(String) })
    expect((await answerOf(ctl(), ['pending', '--project', project])).data).toMatchObject([
      { number: '1.1', agent_status: 'reported_done' },
    ])
    ctl().pass(1_000)
    await go('review-complete', '--type', 'enhanced', '--findings', '2', '--fixes', '1', '--disproved', '1', '--summary', 'Fine')
    const { story } = await go('verify', '--review-type', 'enhanced', '--summary', 'All there', '--result', 'pass', '--findings', '{"a":1}')
    expect(story.verified_status).toBe('verified')
    expect((await answerOf(ctl(), ['pending', '--project', project])).data).toEqual([])
  })

  it('show what is next, what is blocked and how far the project is, in three formats', async () => {
    const project = await prepare()
    expect((await answerOf(ctl(), ['next', '--project', project])).data).toMatchObject([{ number: '1.1' }])
    expect((await answerOf(ctl(), ['blocked', '--project', project])).data).toEqual([])
    expect(await said('next', '--project', project, '--format', 'csv')).toMatch(/^id,.*\n[^\n]*Log in[^\n]*\n$/)
    const epic_id = (await answerOf(ctl(), ['epic', 'list', '--project-id', project])).data[0].id
    const depends_on_story_id = (await answerOf(ctl(), ['status', '1.1', '--project', project])).story.id
    const later = await ctl().story({ epic_id, number: '1.2', title: 'Log out' })
    expect(await said('blocked', '--project', project, '--format', 'human')).toBe('Nothing is blocked.\n')
    await ctl().call('create_story_dependency', { story_id: later, depends_on_story_id })
    expect(await said('blocked', '--project', project, '--format', 'human')).toBe(
      '1.2 Log out waits for 1:\n  1.1 Log in (pending, unverified)\n',
    )
    expect(await said('status', '--project', project, '--format', 'human')).toMatch(
      /^total_stories: 2\n[\s\S]*\nCost: \$0\.00 \(no budget\)\n$/,
    )
    expect(await answerOf(ctl(), ['status', '--project', project])).toMatchObject({ progress: { total_stories: 2 } })
    expect(await answerOf(ctl(), ['status', '--epic', '1', '--project', project])).toMatchObject({ progress: { total_stories: 2 } })
    expect(await answerOf(ctl(), ['status', '1.1', '--project', project])).toMatchObject({ story: { title: 'Log in' } })
  })

  it('ask which project is meant where there are several', async () => {
    await prepare()
    await prepare()
    const { exitCode, stderr } = await typed(ctl(), ['status', '--format', 'human'])
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(/^Error: Say which project: --project, or config set project\.\n {2}There are: /),
    ])
  })

  it('81. exit with 1 where the server refuses, with its status and message, and with 2 where they are not understood', async () => {
    const project = await prepare()
    const refused = await typed(ctl(), ['claim', 'US-1.1', '--project', project, '--format', 'human'])
    expect(refused).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringMatching(/^Error: Conflict \(409 \w+\)\n/) })
    const wrong = [['contract'], ['report'], ['status', 'a', 'b'], ['report', 'x', '--cost', '1'], ['pending', '--nothing'], ['nothing']]
    for (const words of wrong) expect((await typed(ctl(), words)).exitCode, words.join(' ')).toBe(2)
    const fail = await typed(ctl(), ['verify', 'US-1.1', '--result', 'fail', '--summary', 'x', '--review-type', 'x'])
    expect(fail).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('pass, partial') })
  })

  it('make a project under a slug of its name', async () => {
    const { project } = await answerOf(ctl(), ['project', 'create', 'Über App!', '--repo', 'https://example.org/x'])
    expect(project).toMatchObject({ name: 'Über App!', slug: 'uber-app', repo_url: 'https://example.org/x' })
    expect((await typed(ctl(), ['project', 'create', '!'])).exitCode).toBe(2)
    expect(await answerOf(ctl(), ['project', 'info', 'uber-app'])).toMatchObject({ project: { epic_count: 0 } })
    expect(await said('project', 'create', 'x', '-h')).toContain('--repo URL')
  })

  it('set settings as what they are meant to be', async () => {
    const settings = ['max_projects=7', 'auto_reset_on_rejection=false', 'motto=a=b']
    const { tenant } = await answerOf(ctl(), ['tenant', 'update', ...settings.flatMap((setting) => ['--setting', setting])])
    expect(tenant.settings).toMatchObject({ max_projects: 7, auto_reset_on_rejection: false, motto: 'a=b' })
    expect((await typed(ctl(), ['tenant', 'update', '--setting', 'x'])).exitCode).toBe(2)
    expect(await answerOf(ctl(), ['auth', 'whoami'])).toEqual({ tenant: 'local', role: 'user', key_prefix: null, agent_id: null })
  })

  it('make keys and webhooks, and say that what is secret is shown once', async () => {
    const { exitCode, stdout, stderr } = await typed(ctl(), ['keys', 'create', '--name', 'ci', '--role', 'agent'])
    expect([exitCode, JSON.parse(stdout), stderr]).toEqual([
      0,
      { api_key: expect.objectContaining({ role: 'agent', raw_key: expect.stringMatching(/^lc_/) }) },
      'The key is shown this once: keep it now.\n',
    ])
    expect((await typed(ctl(), ['keys', 'create', '--name', 'ci', '--role', 'boss'])).exitCode).toBe(2)
    const words = ['webhook', 'create', '--url', 'https://example.org/x', '--events', 'story.verified, story.rejected']
    const key = { LOOPCTL_PROJECT: await ctl().project() }
    const { webhook } = await answerOf(ctl(), words, key)
    expect(webhook).toMatchObject({ events: ['story.verified', 'story.rejected'], project_id: key.LOOPCTL_PROJECT })
  })

  it('print where to register, and send nothing', async () => {
    const { stdout } = await typed(ctl(), ['tenant', 'register', '--format', 'human'], { LOOP_SERVER: 'https://example.org/' })
    expect(stdout).toBe('Register in a browser: https://example.org/signup\n')
    expect((await typed(ctl(), ['tenant', 'register'])).exitCode).toBe(2)
  })
})
