import { LoopError } from './error.ts'
import type { Module } from './module.ts'
import { nearest } from './nearest.ts'
import type { Operation } from './operation.ts'

/** Which tools a server shows; roles cut further. */
export interface ToolChoice {
  /** Names of sets (`core`, `standard`, `all` and those of the modules), `<module>:*`, `<module>:<set>` or tools. */
  tools: readonly string[]
  /** The same kind of names; these always win. */
  exclude: readonly string[]
  /** Only what reads. */
  readOnly: boolean
}

/** The tools that a choice leaves, in the order of the modules and then by name. Throws `invalid_input unknown_tool` for a name that means nothing. */
export function chooseTools(modules: readonly Module[], choice: ToolChoice): Operation[] {
  const all = modules.flatMap(toolsOf)
  const wanted = expand(modules, all, choice.tools)
  const unwanted = expand(modules, all, choice.exclude)
  return all
    .map(({ operation }) => operation)
    .filter((operation) => wanted.has(operation) && !unwanted.has(operation))
    .filter((operation) => !choice.readOnly || operation.annotations.readOnlyHint)
}

interface Tool {
  module: string
  operation: Operation
}

function toolsOf(module: Module): Tool[] {
  const tools = module.operations.filter((operation) => operation.tool)
  return tools.toSorted((one, other) => (one.name < other.name ? -1 : 1)).map((operation) => ({ module: module.name, operation }))
}

function expand(modules: readonly Module[], all: readonly Tool[], words: readonly string[]): Set<Operation> {
  return new Set(words.flatMap((word) => meaningOf(word, modules, all)))
}

function meaningOf(word: string, modules: readonly Module[], all: readonly Tool[]): Operation[] {
  // Reference documents dot the names of some tools, which no protocol carries.
  const [left = '', right] = word.replaceAll('.', '_').split(':')
  const found = all.filter((tool) =>
    right === undefined ? matches(tool, left) : tool.module === left && (right === '*' || matches(tool, right)),
  )
  if (found.length === 0 && !isSetName(word, modules)) throw unknownTool(word, modules, all)
  return found.map((tool) => tool.operation)
}

function matches({ operation }: Tool, word: string): boolean {
  return word === 'all' || operation.name === word || operation.toolsets.includes(word)
}

/** A set may be empty in one server and not in another, so its name is no mistake. */
function isSetName(word: string, modules: readonly Module[]): boolean {
  const [module, set] = word.includes(':') ? word.split(':') : [undefined, word]
  const isMounted = module === undefined || modules.some(({ name }) => name === module)
  return isMounted && (setNames(modules).includes(set!) || (module !== undefined && set === '*'))
}

/** The sets of every server, and those that the mounted operations name besides. */
function setNames(modules: readonly Module[]): string[] {
  const named = modules.flatMap(({ operations }) => operations.flatMap(({ toolsets }) => toolsets))
  return [...new Set(['all', 'core', 'standard', ...named])]
}

function unknownTool(word: string, modules: readonly Module[], all: readonly Tool[]): LoopError {
  const names = [...setNames(modules), ...modules.map((module) => `${module.name}:*`), ...all.map((tool) => tool.operation.name)]
  const suggestions = nearest(word, names)
  return new LoopError(
    'invalid_input',
    `There is no tool or toolset ${JSON.stringify(word.slice(0, 64))}. Did you mean ${suggestions.join(', ')}?`,
    {
      code: 'unknown_tool',
      details: { nearest: suggestions },
    },
  )
}
