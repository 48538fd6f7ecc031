import { XMLValidator } from 'fast-xml-parser'
import { httpApp } from 'loop-core/testing'
import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'

describeLearning('GET /api/insights/trajectory.svg', (learner) => {
  it('55. is a picture that parses as XML, with every week', async () => {
    const { application } = learner()
    const app = httpApp(application, { name: 'loop-learn', version: '1.2.3', auth: 'none', allowedHosts: [], allowedOrigins: [] })
    const answer = await app.request('/api/insights/trajectory.svg?weeks=20')
    expect(answer.headers.get('content-type')).toBe('image/svg+xml')
    const svg = await answer.text()
    expect(XMLValidator.validate(svg)).toBe(true)
    expect(svg.match(/>W\d\d</g)).toHaveLength(20)
    expect((await app.request('/api/insights/trajectory.svg?weeks=99')).status).toBe(422)
  })
})
