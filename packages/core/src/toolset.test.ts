import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineModule } from './module.ts'
import { type Kind, nothing, type OperationDefinition, operation } from './operation.ts'
import { chooseTools, type ToolChoice } from './toolset.ts'

type Extra = Partial<Pick<OperationDefinition<Kind, z.ZodObject, z.ZodObject>, 'toolsets' | 'tool' | 'hints'>>
const tool = (name: string, kind: Kind = 'read', extra: Extra = {}) =>
  operation({
    name,
    title: 'T',
    summary: 'S',
    kind,
    roles: ['user'],
    input: z.object({}),
    output: nothing,
    run: async () => ({}),
    ...extra,
  })

const gate = defineModule({
  name: 'gate',
  title: 'Gate',
  operations: [
    tool('should_continue', 'effect', { toolsets: ['core', 'standard'] }),
    tool('check_evidence', 'write'),
    tool('gate_audit', 'read', { tool: false }),
  ],
})
const runtime = defineModule({
  name: 'runtime',
  title: 'Runtime',
  operations: [
    tool('repo_status', 'effect', { hints: { readOnlyHint: true } }),
    tool('repo_read_file', 'read', { toolsets: ['standard', 'repo'] }),
    tool('repo_write_file', 'write', { toolsets: ['repo'] }),
  ],
})

const choose = (choice: Partial<ToolChoice>) =>
  chooseTools([gate, runtime], { tools: ['standard'], exclude: [], readOnly: false, ...choice }).map(({ name }) => name)

describe('chooseTools()', () => {
  it('orders by module and then by name', () => {
    expect(choose({ tools: ['all'] })).toEqual(['check_evidence', 'should_continue', 'repo_read_file', 'repo_status', 'repo_write_file'])
    expect(choose({ tools: ['repo_write_file', 'should_continue'] })).toEqual(['should_continue', 'repo_write_file'])
  })

  it.each([
    [['core'], ['should_continue']],
    [['standard'], ['check_evidence', 'should_continue', 'repo_read_file', 'repo_status']],
    [['repo'], ['repo_read_file', 'repo_write_file']],
    [['gate:*'], ['check_evidence', 'should_continue']],
    [['gate:core'], ['should_continue']],
    [['runtime:repo_status'], ['repo_status']],
    [['runtime:all'], ['repo_read_file', 'repo_status', 'repo_write_file']],
    [
      ['core', 'repo_status', 'core'],
      ['should_continue', 'repo_status'],
    ],
    [[], []],
  ])('%j means %j', (tools, names) => {
    expect(choose({ tools })).toEqual(names)
  })

  it('knows the dotted names of the reference documents', () => {
    expect(choose({ tools: ['repo.read_file'], exclude: ['repo.status'] })).toEqual(['repo_read_file'])
  })

  it('lets an exclusion always win', () => {
    expect(choose({ tools: ['repo_status'], exclude: ['runtime:*'] })).toEqual([])
    expect(choose({ exclude: ['gate:*', 'repo_status'] })).toEqual(['repo_read_file'])
  })

  it('shows only what reads where that is wanted, also what reads without a transaction', () => {
    expect(choose({ tools: ['all'], readOnly: true })).toEqual(['repo_read_file', 'repo_status'])
  })

  it('never shows what is no tool', () => {
    expect(() => choose({ tools: ['gate_audit'] })).toThrow(/There is no tool or toolset "gate_audit"/)
  })

  it.each([['core'], ['gate:*'], ['gate:core'], ['gate:standard']])('takes %s for a set even where it is empty', (word) => {
    const bare = defineModule({ name: 'gate', title: 'Gate', operations: [tool('other', 'read', { toolsets: ['rare'] })] })
    expect(() => chooseTools([bare], { tools: [word], exclude: [], readOnly: false })).not.toThrow()
  })

  it.each(['repo', 'gate:repo', 'runtime:repo'])('takes %s for a set, since some mounted operation names it', (word) => {
    expect(() => choose({ tools: [word] })).not.toThrow()
    expect(choose({ exclude: [word] })).toEqual(expect.arrayContaining(['should_continue']))
  })

  it('knows a set of operations that are no tools', () => {
    const hidden = defineModule({
      name: 'hidden',
      title: 'Hidden',
      operations: [tool('other', 'read', { toolsets: ['seed'], tool: false })],
    })
    const chosen = chooseTools([gate, hidden], { tools: ['seed', 'core'], exclude: [], readOnly: false })
    expect(chosen.map(({ name }) => name)).toEqual(['should_continue'])
  })

  it('names such a set where it was meant', () => {
    expect(() => choose({ tools: ['rep'] })).toThrow(expect.objectContaining({ message: expect.stringMatching(/Did you mean repo,/) }))
  })

  it('names the nearest three for a mistake, in both lists', () => {
    const mistaken = expect.objectContaining({
      kind: 'invalid_input',
      code: 'unknown_tool',
      message: 'There is no tool or toolset "repo_raed_file". Did you mean repo_read_file, repo_write_file, repo_status?',
      details: { nearest: ['repo_read_file', 'repo_write_file', 'repo_status'] },
    })
    expect(() => choose({ tools: ['repo_raed_file'] })).toThrow(mistaken)
    expect(() => choose({ exclude: ['repo_raed_file'] })).toThrow(mistaken)
  })

  it.each(['gates:*', 'gate:nothing', '', ':', 'constructor'])('does not know %j', (word) => {
    expect(() => choose({ tools: [word] })).toThrow(expect.objectContaining({ code: 'unknown_tool' }))
  })
})
