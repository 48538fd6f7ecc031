import type { EffectContext, JobInput } from 'loop-core'
import { expect, it } from 'vitest'
import { describeCtl, type TestCtl } from '../fixtures/ctl.ts'
import { hook } from '../fixtures/receiver.ts'
import { findDelivery } from '../storage/deliveries.ts'
import { settle } from './settle.ts'

/** Writes down tries whose jobs nobody does, so that they can be looked at. */
function bookkeeper({ tables }: TestCtl) {
  const jobs: JobInput[] = []
  let now = Date.parse('2026-02-01T00:00:00.000Z')
  const surroundings = { now: () => new Date(now), emit() {}, enqueue: (job: JobInput) => void jobs.push(job) }
  const transaction = (work: (context: object) => Promise<unknown>) => tables((db) => work({ ...surroundings, db }))
  const context = { transaction } as unknown as EffectContext
  const moveTo = (time: number) => {
    now = time
  }
  return { jobs, context, now: () => now, moveTo }
}

describeCtl('how a try went', (ctl) => {
  async function testDelivery() {
    const webhook = await hook(ctl(), { url: 'https://example.com/hook' })
    const { webhook_event_id } = await ctl().call('test_webhook', { webhook_id: webhook.id })
    return { webhook, find: async () => (await ctl().tables((db) => findDelivery(db, webhook_event_id)))! }
  }

  it('decides when the next one is: after 1, 5, 25, 120 and 600 minutes, and after the sixth never', async () => {
    const { find } = await testDelivery()
    const { jobs, context, now, moveTo } = bookkeeper(ctl())
    const waits: unknown[] = []
    for (let attempt = 1; attempt <= 6; attempt++) {
      await settle(context, await find(), { error: 'HTTP 500:' })
      const job = jobs.pop()
      waits.push(job && (job.at!.getTime() - now()) / 1000)
      if (job) expect(job.payload).toMatchObject({ attempts: attempt })
      moveTo(job?.at?.getTime() ?? now())
    }
    expect(waits).toEqual([60, 300, 1500, 7200, 36_000, undefined])
    expect(await find()).toMatchObject({ status: 'exhausted', attempts: 6, due_at: null })
  })

  it('counts once, although two who made the same try write it down', async () => {
    const { webhook, find } = await testDelivery()
    const { jobs, context } = bookkeeper(ctl())
    const seen = await find()
    await Promise.all([settle(context, seen, { error: 'timeout' }), settle(context, seen, { error: 'timeout' })])
    expect([jobs.length, (await find()).attempts]).toEqual([1, 1])
    const last = { ...(await find()), attempts: 5 }
    await ctl().tables((db) => db.updateTable('ctl_webhook_deliveries').set({ attempts: 5 }).where('id', '=', seen.id).execute())
    await Promise.all([settle(context, last, { error: 'timeout' }), settle(context, last, { error: 'timeout' })])
    const { webhook: after } = await ctl().call('get_webhook', { webhook_id: webhook.id })
    expect(after).toMatchObject({ consecutive_failures: 1, active: true })
  })

  it('of a webhook that was deleted meanwhile is nobody’s', async () => {
    const { webhook, find } = await testDelivery()
    const { jobs, context } = bookkeeper(ctl())
    const seen = await find()
    await ctl().call('delete_webhook', { webhook_id: webhook.id })
    await settle(context, seen, { error: 'timeout' })
    expect(jobs).toEqual([])
  })
})
