import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Kind, nothing, operation } from './operation.ts'

const bare = { title: 'T', summary: 'S', roles: ['user'], input: z.object({}), output: nothing } as const
const make = (name: string, kind: Kind = 'read') => operation({ ...bare, name, kind, run: async () => ({}) })

describe('operation()', () => {
  it('decides what its author leaves open', () => {
    const { input: _, output: __, run: ___, ...decided } = make('list_tasks')
    expect(decided).toMatchInlineSnapshot(`
      {
        "annotations": {
          "destructiveHint": false,
          "idempotentHint": true,
          "openWorldHint": false,
          "readOnlyHint": true,
        },
        "command": "tasks list",
        "kind": "read",
        "name": "list_tasks",
        "roles": [
          "user",
        ],
        "summary": "S",
        "title": "T",
        "tool": true,
        "toolsets": [
          "standard",
        ],
      }
    `)
  })

  it.each([
    ['create_task', 'task create'],
    ['list_ready_stories', 'ready-stories list'],
    ['status', 'status'],
  ])('calls %s on the command line %j: noun first', (name, command) => {
    expect(make(name).command).toBe(command)
  })

  it('takes the words of the command line that its author gives', () => {
    expect(operation({ ...bare, name: 'who_am_i', kind: 'read', command: 'who-am-i', run: async () => ({}) }).command).toBe('who-am-i')
  })

  it.each<[Kind, string]>([
    ['read', 'readOnly idempotent'],
    ['write', ''],
    ['destroy', 'destructive idempotent'],
    ['effect', 'destructive openWorld'],
  ])('hints for %s: %s', (kind, hints) => {
    const given = Object.entries(make('x', kind).annotations).flatMap(([name, on]) => (on ? [name.replace('Hint', '')] : []))
    expect(given.join(' ')).toBe(hints)
  })

  it('lets its author overrule single hints', () => {
    const status = operation({
      ...bare,
      name: 'status',
      kind: 'effect',
      hints: { readOnlyHint: true, destructiveHint: false },
      run: async () => ({}),
    })
    expect(status.annotations).toEqual({ readOnlyHint: true, destructiveHint: false, idempotentHint: false, openWorldHint: true })
  })

  it.each<Kind>(['read', 'write', 'destroy'])('refuses to admit the public to %s, since nobody has no tenant', (kind) => {
    const define = () => operation({ ...bare, name: 'sign_up', kind, roles: ['public'], run: async () => ({}) })
    expect(define).toThrow('sign_up admits nobody in particular, so it has no tenant to open: make it an effect.')
  })

  it('admits the public to an effect', () => {
    expect(operation({ ...bare, name: 'sign_up', kind: 'effect', roles: ['public'], run: async () => ({}) }).roles).toEqual(['public'])
  })

  it('refuses an output that a status of 204 cannot carry', () => {
    const define = () =>
      operation({
        ...bare,
        name: 'drop',
        kind: 'destroy',
        status: 204,
        output: z.object({ id: z.string() }),
        run: async () => ({ id: '' }),
      })
    expect(define).toThrow('drop answers with 204, which has no body: make its output `nothing`.')
  })

  it('refuses unknown keys of its input and cannot be changed afterwards', () => {
    const made = make('x')
    expect(made.input.safeParse({ a: 1 }).success).toBe(false)
    expect(Object.isFrozen(made)).toBe(true)
  })
})
