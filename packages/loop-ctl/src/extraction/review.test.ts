import { afterAll, expect, it } from 'vitest'
import { agents, describeCtl } from '../fixtures/ctl.ts'
import { extractor, good, materialIn, saying, startModel } from '../fixtures/extractor.ts'

const model = await startModel()
afterAll(() => model.close())

describeCtl(
  'what a review teaches',
  (ctl) => {
    /** Completes a review of a new story, and gives what is to be read of it. */
    async function review(summary: string | undefined = 'The line broke twice') {
      const criteria = [{ criterion: 'A broken line is tried again' }]
      const story_id = await ctl().storyAt('reported_done', { title: 'Try again', acceptance_criteria: criteria })
      const said = { story_id, review_type: 'code', findings_count: 1, fixes_count: 1, summary }
      const { review_record } = await ctl().call('review_complete', said, { as: agents.reviewer })
      const rows = await ctl().tables((db) =>
        db.selectFrom('ctl_extractions').selectAll().where('source_id', '=', review_record.id).execute(),
      )
      return { review: review_record.id as string, story_id, rows }
    }
    const drafting = () => extractor(ctl(), model.environment)

    it('becomes at most five drafts that name the review', async () => {
      model.answers(() => saying(...Array.from({ length: 8 }, (_, index) => ({ ...good, title: `Lesson ${index}` }))))
      const { review: source_id, story_id, rows } = await review()
      const { project_id } = await ctl().look(story_id)
      expect(rows).toMatchObject([{ kind: 'review', status: 'queued', project_id, source_type: 'review_finding' }])
      const { run, articles, events } = drafting()
      await run(rows[0]!.id)
      const drafts = await articles(source_id)
      expect(drafts).toHaveLength(5)
      expect(drafts[0]).toMatchObject({ status: 'draft', project_id, source_type: 'review_finding' })
      expect(events.at(-1)).toMatchObject({ type: 'article.knowledge.articles_extracted', scope: project_id })
      expect(materialIn(model.asked[0]!.body)).toEqual({
        title: 'Try again',
        description: null,
        acceptance_criteria: [{ criterion: 'A broken line is tried again' }],
        review_type: 'code',
        summary: 'The line broke twice',
        findings_count: 1,
        fixes_count: 1,
        disproved_count: 0,
      })
    })

    it('is not asked for again where the review has articles', async () => {
      model.answers(() => saying(good))
      const { review: source_id, rows } = await review()
      await ctl().call('create_article', { ...good, title: 'By hand', source_type: 'review_finding', source_id })
      const { run, articles, find } = drafting()
      await run(rows[0]!.id)
      expect(model.asked).toEqual([])
      expect([(await find(rows[0]!.id)).status, (await articles(source_id)).length]).toEqual(['completed', 1])
    })

    it('is nothing where the review says nothing, or where that is switched off', async () => {
      expect((await review(' ')).rows).toEqual([])
      await ctl().settings({ knowledge_auto_extract: false })
      expect((await review()).rows).toEqual([])
      await ctl().settings({ knowledge_auto_extract: true })
      expect((await review()).rows).toHaveLength(1)
    })
  },
  { environment: model.environment },
)

describeCtl('without a model', (ctl) => {
  it('nothing is learned from a review', async () => {
    const story_id = await ctl().storyAt('reported_done')
    await ctl().call('review_complete', { story_id, review_type: 'code', summary: 'The line broke' }, { as: agents.reviewer })
    expect(await ctl().tables((db) => db.selectFrom('ctl_extractions').selectAll().execute())).toEqual([])
  })
})
