import { describe, expect, it } from 'vitest'
import { commandPrincipal, identitiesOf, localPrincipal } from './identities.ts'

describe('the identities of one person', () => {
  it('are three, each with the role and the person behind it', () => {
    expect(identitiesOf('t1', { id: 'm1', name: 'Mia' })).toMatchInlineSnapshot(`
      {
        "implementer-local": {
          "agent": {
            "id": "implementer-local",
            "name": "implementer-local",
            "type": "implementer",
          },
          "member": {
            "id": "m1",
            "name": "Mia",
          },
          "role": "agent",
          "tenant": "t1",
        },
        "orchestrator-local": {
          "agent": {
            "id": "orchestrator-local",
            "name": "orchestrator-local",
            "type": "orchestrator",
          },
          "member": {
            "id": "m1",
            "name": "Mia",
          },
          "role": "orchestrator",
          "tenant": "t1",
        },
        "reviewer-local": {
          "agent": {
            "id": "reviewer-local",
            "name": "reviewer-local",
            "type": "orchestrator",
          },
          "member": {
            "id": "m1",
            "name": "Mia",
          },
          "role": "orchestrator",
          "tenant": "t1",
        },
      }
    `)
  })
})

describe('who calls on this machine', () => {
  it('is the owner with all identities', () => {
    const { actor, identities } = localPrincipal()
    expect(actor).toEqual({ tenant: 'local', role: 'user', member: { id: 'owner', name: 'Owner' } })
    expect(Object.keys(identities)).toEqual(['implementer-local', 'reviewer-local', 'orchestrator-local'])
  })

  it('is the one identity that is configured, and nobody else', () => {
    expect(localPrincipal('reviewer-local')).toEqual({ actor: localPrincipal().identities['reviewer-local'], identities: {} })
  })

  it('is also a superadmin at the command line, but not as the one identity that is configured', () => {
    const { actor, identities } = commandPrincipal()
    expect(actor).toEqual(localPrincipal().actor)
    expect(identities).toEqual({
      ...localPrincipal().identities,
      superadmin: { tenant: 'local', role: 'superadmin', member: { id: 'owner', name: 'Owner' } },
    })
    expect(commandPrincipal('reviewer-local')).toEqual(localPrincipal('reviewer-local'))
  })
})
