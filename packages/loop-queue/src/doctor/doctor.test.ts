import { expect, it } from 'vitest'
import { describeMailing, from } from '../fixtures/mailing.ts'
import { runQueue } from '../fixtures/start-command.ts'

describeMailing('doctor', (office) => {
  interface Point {
    name: string
    ok: boolean
    detail: string
  }

  async function doctor(environment: Record<string, string>) {
    const { exitCode, stdout } = await runQueue(['doctor', '--json'], { DATABASE_URL: office.url(), ...environment })
    const points = (JSON.parse(stdout) as { points: Point[] }).points
    return { exitCode, point: (name: string) => points.find((point) => point.name === name) }
  }

  it('finds that all is well with a mail server that greets and lets in', async () => {
    const { url } = await office.server()
    const { exitCode, point } = await doctor({ LOOP_SMTP_URL: url, LOOP_MAIL_FROM: from })
    expect(['mail', 'clock', 'blockers', 'poisoned', 'stranded'].map((name) => point(name)?.ok)).toEqual([true, true, true, true, true])
    expect(exitCode).toBe(0)
  })

  it('finds a wrong login, and tells no password', async () => {
    const { url } = await office.server()
    const { exitCode, point } = await doctor({ LOOP_SMTP_URL: url.replace('pass%20word', 'wrong'), LOOP_MAIL_FROM: from })
    expect([exitCode, point('mail')]).toMatchObject([1, { ok: false, detail: expect.stringContaining('EAUTH 535') }])
    expect(point('mail')?.detail).not.toContain('wrong')
  })

  it('finds a mail server that is not there, a sender that is missing, and a stranded task', async () => {
    const post = office.open(undefined)
    const { id: loop_id } = (await post.call('create_loop', { name: 'First' })).loop as { id: string }
    await post.call('create_task', { title: 'Left behind', loop_id })
    await post.call('ship_loop', { loop_id })
    const gone = await doctor({ LOOP_SMTP_URL: 'smtp://127.0.0.1:1', LOOP_MAIL_FROM: from })
    expect(gone.point('mail')).toMatchObject({ ok: false, detail: expect.stringContaining('127.0.0.1:1') })
    expect(gone.point('stranded')).toMatchObject({ ok: false, detail: expect.stringContaining('Left behind') })
    const nobody = await doctor({ LOOP_SMTP_URL: 'smtp://127.0.0.1:1' })
    expect(nobody.point('mail')).toMatchObject({ ok: false, detail: expect.stringContaining('LOOP_MAIL_FROM') })
  })
})
