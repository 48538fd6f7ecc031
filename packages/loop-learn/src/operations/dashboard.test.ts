import { httpApp } from 'loop-core/testing'
import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'
import { Settings } from '../profile/settings.ts'

describeLearning('GET /dashboard', (learner) => {
  it('is one page for everybody, with no data, no foreign address and nothing that runs inline', async () => {
    const { application } = learner()
    const app = httpApp(application, { name: 'loop-learn', version: '1.2.3', auth: 'token', allowedHosts: [], allowedOrigins: [] })
    const answer = await app.request('/dashboard')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const page = await answer.text()
    expect(page).toMatch(/Content-Security-Policy" content="default-src 'none'; script-src 'self'; .*base-uri 'none'; form-action 'none'">/)
    expect(page).not.toMatch(/https?:|\/\/|url\(|@import|<(iframe|object|embed|base)|\s(on\w+|style|action)=|lc_|sk-ant/i)
    expect([...page.matchAll(/<script[^>]*>[^<]*/g)].join()).toBe('<script src="dashboard.js" defer>')
    expect((await app.request('/api/profile')).status).toBe(401)
  })

  it('has a labelled control for every setting, none of which a form could send by itself', async () => {
    let page = ''
    for await (const piece of (await learner().call('get_dashboard')).pieces) page += piece
    const controls = [...page.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)].map(([tag]) => tag)
    const ids = controls.map((tag) => / id="(\w+)"/.exec(tag)![1]!)
    expect(ids.toSorted()).toEqual(['key', ...Object.keys(Settings.shape)].toSorted())
    expect(ids.filter((id) => !page.includes(`<label for="${id}">`))).toEqual([])
    expect(controls.filter((tag) => / name=/.test(tag))).toEqual([])
  })
})
