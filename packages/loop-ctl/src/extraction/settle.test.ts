import { expect, it } from 'vitest'
import { describeCtl } from '../fixtures/ctl.ts'
import { extractor, good, handIn } from '../fixtures/extractor.ts'
import { settle } from './settle.ts'

describeCtl('what came of a try', (ctl) => {
  it('is written down whole or not at all', async () => {
    const id = await handIn(ctl(), { content: 'Something' })
    const { context, find, articles } = extractor(ctl(), {})
    const row = await find(id)
    const unfit = { ...good, title: 'Unfit', body: null as never }
    await expect(settle(context, row, { drafts: [good, unfit] })).rejects.toThrow()
    expect([await find(id), await articles(id)]).toEqual([row, []])
    await settle(context, row, { drafts: [good] })
    expect([(await find(id)).status, (await articles(id)).length]).toEqual(['completed', 1])
  })

  it('changes nothing where somebody was faster', async () => {
    const id = await handIn(ctl(), { content: 'Something else' })
    const { context, find, articles } = extractor(ctl(), {})
    const row = await find(id)
    await settle(context, row, { error: 'timeout', mayPass: false })
    await settle(context, row, { drafts: [good] })
    await settle(context, row, { error: 'another one', mayPass: false })
    expect(await find(id)).toMatchObject({ status: 'failed', error: 'timeout', attempts: 1 })
    expect(await articles(id)).toEqual([])
  })
})
