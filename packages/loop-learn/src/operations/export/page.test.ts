import { expect, it } from 'vitest'
import { describeLearning } from '../../fixtures/learning.ts'
import { exported } from '../../fixtures/portable.ts'

describeLearning('export_learning_page', (learner) => {
  it('gives page by page what export_learning gives at once', async () => {
    const me = learner()
    for (const days of [-3, -2, -1]) await me.observe('struggle', `Await ${days}`, { days, topic: 'async' })
    const lines: string[] = []
    let next: unknown
    do {
      const page = await me.call('export_learning_page', next ? { next } : {})
      lines.push(...page.lines)
      next = page.next
    } while (next)
    expect(`${lines.join('\n')}\n`).toBe(await exported(me))
    expect(lines.some((line) => line.startsWith('{"type":"blind_spot"'))).toBe(true)
  })
})
