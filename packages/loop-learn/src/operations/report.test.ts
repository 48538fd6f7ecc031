import { httpApp } from 'loop-core/testing'
import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'
import { addSpot } from '../fixtures/spots.ts'
import { day } from '../words.ts'

const hostile = '<script>alert(1)</script><img src="https://evil.example/x">'

describeLearning('GET /api/insights/report', (learner) => {
  it('55. is one page without a script or a foreign address, whatever was noted', async () => {
    const me = learner({ LOOP_HOSTED: '1' })
    const { call, observe, pass } = me
    const { observation } = await observe('struggle', hostile, { topic: '<script>' })
    await addSpot(me, { label: hostile, title: `${hostile} keeps coming back`, evidence: [observation.id] })
    pass(7 * day)
    await observe('completion', hostile, { topic: '<script>' })
    await call('loop_session_end')
    const text = await textOf((await call('get_report')).pieces)
    const tags = [...text.matchAll(/<([a-z][a-z0-9]*)([^>]*)>/g)]
    expect(tags.filter(([, , attributes]) => /\b(src|href|style|on\w+|action|srcdoc)\s*=/i.test(attributes!))).toEqual([])
    expect(text).not.toMatch(/<(script|img|link|iframe|object|form|base)|url\(|@import|https?:(?!\/\/www\.w3\.org\/2000\/svg"|\/\/evil)/i)
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(text).toMatch(
      /^<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-/,
    )
    const words = text
      .replace(/<style>[\s\S]*?<\/style>/, '')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
    expect(words).toMatch(
      /How you grow.*Trajectory.*Numbers of the trajectory.*Threads.*Blind spots.*3 notes for it.*Forecasts.*Reviews.*Week 2026-W02/,
    )
  })

  it('is served as a page, also where nothing was noted yet', async () => {
    const { application } = learner()
    const app = httpApp(application, { name: 'loop-learn', version: '1.2.3', auth: 'none', allowedHosts: [], allowedOrigins: [] })
    const answer = await app.request('/api/insights/report')
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await answer.text()).toContain('No forecast is settled yet.')
  })
})

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}
