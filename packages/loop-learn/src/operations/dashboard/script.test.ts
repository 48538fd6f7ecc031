import { Script } from 'node:vm'
import { httpApp } from 'loop-core/testing'
import { expect, it } from 'vitest'
import { describeLearning } from '../../fixtures/learning.ts'

describeLearning('GET /dashboard.js', (learner) => {
  it('is a script that keeps nothing, makes no markup of texts and asks this server alone', async () => {
    const { application } = learner()
    const app = httpApp(application, { name: 'loop-learn', version: '1.2.3', auth: 'token', allowedHosts: [], allowedOrigins: [] })
    const answer = await app.request('/dashboard.js')
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    const script = await answer.text()
    expect(new Script(script)).toBeInstanceOf(Script)
    expect(script).not.toMatch(
      /innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function\(|Storage|indexedDB|cookie|history|https?:/,
    )
    expect(script.match(/fetch\([^)]*/g)).toEqual(["fetch('api/' + path, request"])
  })
})
