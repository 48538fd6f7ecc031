import { describe, expect, it } from 'vitest'
import { localPrincipal } from './accounts/identities.ts'
import { type Actor, actorId, anonymous, chooseActor, mayCall, requireActor } from './actor.ts'

const agent = { id: 'a1', name: 'ada', type: 'implementer' } as const
const member = { id: 'm1', name: 'Mia' }

describe('actorId()', () => {
  it.each<[string, Actor, string]>([
    ['the agent', { tenant: 't', role: 'agent', key: 'k1', agent, member }, 'a1'],
    ['else the member', { tenant: 't', role: 'user', key: 'k1', member }, 'm1'],
    ['else the key', { tenant: 't', role: 'user', key: 'k1' }, 'k1'],
    ['else the key of who acts in their place', { tenant: 't', role: 'user', impersonator: { key: 'k9', name: 'root' } }, 'k9'],
    ['else the role', { tenant: 't', role: 'user' }, 'user'],
  ])('is %s', (_, actor, id) => {
    expect(actorId(actor)).toBe(id)
  })
})

describe('who acts', () => {
  const owner = localPrincipal()
  const idOf = (actor: Actor | undefined) => actor && actorId(actor)

  it('is the caller, if their role is allowed', () => {
    expect(idOf(chooseActor(owner, { name: 'x', roles: ['user', 'agent'] }))).toBe('owner')
  })

  it('is the identity that the operation asks for, even if the caller might act too', () => {
    expect(idOf(chooseActor(owner, { name: 'x', roles: ['user', 'orchestrator'], actsAs: 'orchestrator-local' }))).toBe(
      'orchestrator-local',
    )
  })

  it('is the first identity with an allowed role, if the caller has none', () => {
    expect(idOf(chooseActor(owner, { name: 'x', roles: ['orchestrator'] }))).toBe('reviewer-local')
    expect(idOf(chooseActor(owner, { name: 'x', roles: ['agent'] }))).toBe('implementer-local')
  })

  it('never is an identity whose role is not allowed, even if it is asked for', () => {
    expect(idOf(chooseActor(owner, { name: 'x', roles: ['agent'], actsAs: 'reviewer-local' }))).toBe('implementer-local')
    expect(chooseActor(owner, { name: 'x', roles: ['superadmin'] })).toBeUndefined()
  })

  it('is the one configured identity and no other', () => {
    const reviewer = localPrincipal('reviewer-local')
    expect(idOf(chooseActor(reviewer, { name: 'x', roles: ['orchestrator'], actsAs: 'orchestrator-local' }))).toBe('reviewer-local')
    expect(mayCall(reviewer, { name: 'x', roles: ['user', 'agent'] })).toBe(false)
  })
})

describe('requireActor()', () => {
  it('asks somebody unknown for a key', () => {
    expect(() => requireActor(anonymous, { name: 'x', roles: ['user'] })).toThrow(
      expect.objectContaining({ kind: 'unauthenticated', status: 401 }),
    )
  })

  it('lets anybody through a public door, known or not', () => {
    const stranger = { actor: { tenant: 't', role: 'agent' }, identities: {} } as const
    expect(requireActor(anonymous, { name: 'x', roles: ['public'] })).toBeUndefined()
    expect(requireActor(stranger, { name: 'x', roles: ['public'] })).toBe(stranger.actor)
    expect(mayCall(anonymous, { name: 'x', roles: ['public'] })).toBe(true)
  })

  it('names the roles that are allowed and the one that asks', () => {
    const caller = { actor: { tenant: 't', role: 'agent' }, identities: {} } as const
    expect(() => requireActor(caller, { name: 'accept_story', roles: ['user', 'orchestrator'] })).toThrow(
      'accept_story is for the role user or orchestrator; this caller has the role agent.',
    )
  })
})
