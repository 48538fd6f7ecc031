import { expect, it } from 'vitest'
import { article } from '../../fixtures/articles.ts'
import { describeCtl } from '../../fixtures/ctl.ts'

describeCtl('knowledge_bulk_publish', (ctl) => {
  const publish = (article_ids: string[]) => ctl().call('knowledge_bulk_publish', { article_ids })
  const refusal = async (article_ids: string[]) => (await ctl().refusal('knowledge_bulk_publish', { article_ids })).toJSON().error
  const draft = () => article(ctl(), { status: 'draft' })

  it('publishes some drafts, each once, in the order in which they are named', async () => {
    const [one, two] = [await draft(), await draft()]
    const { data, meta } = await publish([two, one, two])
    expect(data.map(({ id, status }: { id: string; status: string }) => [id, status])).toEqual([
      [two, 'published'],
      [one, 'published'],
    ])
    expect(meta).toEqual({ count: 2 })
  })

  it('publishes none where one is no draft or is not there', async () => {
    const [one, two] = [await draft(), await article(ctl())]
    expect(await refusal([one, two])).toMatchObject({
      status: 422,
      details: { article_ids: [`has what is no draft: ${two} (published)`] },
    })
    expect(await refusal([one, 'x'])).toMatchObject({ status: 404 })
    expect((await ctl().call('knowledge_get', { article_id: one })).data.status).toBe('draft')
  })

  it('takes 1 to 100', async () => {
    expect(await refusal([])).toMatchObject({ status: 400 })
    expect(await refusal(Array.from({ length: 101 }, (_, index) => `a${index}`))).toMatchObject({ status: 400 })
  })
})
