import { admitTenant, requireTenant, reserveTenant } from 'loop-core/accounts'
import { expect, it } from 'vitest'
import { softwareAuthenticator } from '../../fixtures/authenticator.ts'
import { describeSignup, origin } from '../../fixtures/signup.ts'
import type { CtlTables } from '../../storage/tables.ts'

describeSignup('finish_signup', (http, { begin, finish, signUp }) => {
  const storage = () => http().ctl.application.storage
  const rows = (slug: string) =>
    storage().transaction(slug, 'read', (db) =>
      db.selectFrom('ctl_root_authenticators').selectAll().orderBy('friendly_name').execute(),
    ) as Promise<CtlTables['ctl_root_authenticators'][]>
  const isThere = (slug: string) =>
    requireTenant(storage(), slug).then(
      ({ status }) => status,
      ({ code }) => code,
    )

  it('makes a place of their own for somebody with two authenticators', async () => {
    const { signup_id, options } = await begin('acme', { name: 'Acme', email: 'Boss@Example.com' })
    const [first, second] = [softwareAuthenticator(), softwareAuthenticator()]
    const { status, body } = await finish(signup_id, [
      { name: 'Blue key', response: first.answer(options[0], origin) },
      // Which challenge is whose does not matter.
      { response: second.answer(options[4], origin, { attestation: 'self' }) },
    ])
    expect([status, body.tenant]).toEqual([201, { id: 'acme', slug: 'acme', name: 'Acme', status: 'active' }])
    expect(body.onboarding_url).toMatch(/^https:\/\/loop\.example\.com\/tenants\/acme\/onboarding\?token=v1\.[\w.-]+$/)
    expect(await rows('acme')).toMatchObject([
      { friendly_name: 'Backup authenticator 1', attestation_format: 'packed', sign_count: 7, last_used_at: null },
      { friendly_name: 'Blue key', attestation_format: 'none', sign_count: 7, public_key: expect.stringMatching(/^[\w-]{80,}$/) },
    ])
    expect(await isThere('acme')).toBe('active')
  })

  it('tells the log who came, by what of their authenticators identifies nobody', async () => {
    const { signup_id, options } = await begin('logged', { name: 'Logged' })
    const authenticator = softwareAuthenticator()
    const { body } = await finish(signup_id, [{ response: authenticator.answer(options[0], origin) }])
    const page = await http().open(body.onboarding_url)
    const key = /lc_[\w-]{40}/.exec(page.text)![0]
    const headers = { authorization: `Bearer ${key}` }
    const audit = await http().send('GET /api/v1/audit', { as: 'nobody', headers })
    const made = audit.body.data.find(({ entity_type }: { entity_type: string }) => entity_type === 'tenant')
    expect(made).toMatchObject({
      entity_id: 'logged',
      action: 'tenant_created',
      actor_type: 'human',
      actor_label: 'human:webauthn',
      metadata: { fingerprints: [authenticator.fingerprint] },
    })
    expect(JSON.stringify(audit.body)).not.toMatch(/example\.com|lc_/)
    const { body: me } = await http().send('GET /api/v1/tenants/me', { as: 'nobody', headers })
    expect(me.tenant).toMatchObject({ name: 'Logged', slug: 'logged', email: 'logged@example.com', status: 'active' })
  })

  it('can be done once with what was begun', async () => {
    const { signup_id, options } = await begin('replayed')
    const authenticators = [{ response: softwareAuthenticator().answer(options[0], origin) }]
    const answers = await Promise.all([finish(signup_id, authenticators), finish(signup_id, authenticators)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422])
    const again = await finish(signup_id, authenticators)
    expect(again.body.error).toMatchObject({ code: 'signup_over', details: { authenticators: [expect.any(String)] } })
    // Nor does the answer fit what is begun later.
    const { signup_id: other } = await begin('replayed-2')
    expect((await finish(other, authenticators)).body.error.code).toBe('invalid_attestation')
  })

  it('is over after ten minutes', async () => {
    const { signup_id, options } = await begin('late')
    http().ctl.pass(600_000)
    const { status, body } = await finish(signup_id, [{ response: softwareAuthenticator().answer(options[0], origin) }])
    expect([status, body.error.code, await isThere('late')]).toEqual([422, 'signup_over', 'tenant_not_found'])
  })

  it.each([
    ['another origin', { origin: 'https://loop.example.com.evil.test' }],
    ['another relying party', { rpId: 'example.com' }],
    ["somebody else's challenge", { challenge: 'x'.repeat(43) }],
    ['a login in place of a registration', { type: 'webauthn.get' }],
    ['nobody who touched it', { untouched: true }],
    ['certificates that would have to be looked up', { attestation: 'certified' }],
  ] as const)('refuses %s, and what was begun is used up', async (_, forgery) => {
    const { signup_id, options } = await begin('forged')
    const authenticator = softwareAuthenticator()
    const { status, body } = await finish(signup_id, [{ response: authenticator.answer(options[0], origin, forgery) }])
    expect([status, body.error.code]).toEqual([422, 'invalid_attestation'])
    expect(body.error).toMatchObject({ details: { authenticators: [expect.stringContaining('Primary authenticator')] } })
    const honest = await finish(signup_id, [{ response: authenticator.answer(options[0], origin) }])
    expect([honest.body.error.code, await isThere('forged')]).toEqual(['signup_over', 'tenant_not_found'])
  })

  it('refuses garbage', async () => {
    for (const text of ['', 'AAAA', 'x'.repeat(60_000)]) {
      const { signup_id } = await begin('garbled')
      const id = text.slice(0, 2_000)
      const response = { id, rawId: id, type: 'public-key', response: { clientDataJSON: text, attestationObject: text } }
      expect((await finish(signup_id, [{ response }])).body.error.code).toBe('invalid_attestation')
    }
    const { body } = await finish('nobody', [{ response: { id: 1 } }])
    expect([body.error.status, body.error.message]).toEqual([422, 'Validation failed'])
  })

  it('takes one to five authenticators, each once, and each with a challenge of its own', async () => {
    const { signup_id, options } = await begin('counted')
    const answers = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ response: softwareAuthenticator().answer(options[index % 5], origin) }))
    expect((await finish(signup_id, [])).body.error).toMatchObject({
      code: 'no_authenticators',
      details: { authenticators: ['must be at least one'] },
    })
    expect((await finish(signup_id, answers(6))).body.error.code).toBe('too_many_authenticators')
    // Neither of these has used up what was begun.
    expect((await finish(signup_id, answers(5))).status).toBe(201)
    const twice = await begin('twice')
    const one = softwareAuthenticator()
    const same = [0, 1].map((index) => ({ response: one.answer(twice.options[index], origin) }))
    expect((await finish(twice.signup_id, same)).body.error.details.authenticators[0]).toContain('there already')
    const shared = await begin('shared')
    const onOne = [0, 0].map((index) => ({ response: softwareAuthenticator().answer(shared.options[index], origin) }))
    expect((await finish(shared.signup_id, onOne)).body.error.code).toBe('invalid_attestation')
  })

  it('refuses what somebody else has taken meanwhile', async () => {
    // Not over HTTP, where an address has five an hour.
    const begun = await Promise.all(
      [{}, { email: 'other@example.com' }, { slug: 'contested-2' }].map((more) =>
        http().ctl.call('begin_signup', { name: 'C', slug: 'contested', email: 'contested@example.com', ...more }),
      ),
    )
    const codes: unknown[] = []
    for (const { signup_id, options } of begun) {
      const { body } = await finish(signup_id, [{ response: softwareAuthenticator().answer(options[0], origin) }])
      codes.push(body.error?.code)
    }
    expect(codes).toEqual([undefined, 'slug_taken', 'email_taken'])
  })

  it('that was cut off is cleaned up after a quarter of an hour, or made up for where it was all but done', async () => {
    const { ctl } = http()
    const status = 'pending_enrollment'
    await signUp('all-but-done')
    await storage().directory('write', (db) => db.updateTable('core_tenants').set({ status }).where('id', '=', 'all-but-done').execute())
    await reserveTenant(storage(), { id: 'cut-off', name: 'Cut off', email: 'cut-off@example.com', status }, ctl.application.clock())
    await storage().transaction('cut-off', 'read', async () => {})
    ctl.pass(15 * 60_000 + 1)
    const { enrolment_cleanup } = ctl.application.modules[0]!.jobs!
    for (let run = 1; run <= 2; run++) await enrolment_cleanup!.run({}, { door: storage, now: ctl.application.clock } as never)
    expect([await isThere('cut-off'), await isThere('all-but-done')]).toEqual(['tenant_not_found', 'active'])
    expect((await signUp('cut-off', 2)).tenant.status).toBe('active')
    expect(await admitTenant(storage(), 'cut-off')).toBe(false)
  })
})
