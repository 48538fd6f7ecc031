import { join } from 'node:path'
import { entriesOf } from '../packages/core/src/faces/cli/entries.ts'
import { inputSchema, type JsonObject, type JsonSchema, wholeOutputSchema } from '../packages/core/src/faces/json-schema.ts'
import type { Module, Operation } from '../packages/core/src/index.ts'
import { spellingsOf } from '../packages/core/src/operation.ts'
import type { Generated } from './operation-lists.ts'

/** One page a module, made from the same objects that are served. */
export function toolPage(root: string, module: Module): Generated {
  const { name, title, operations, resources = [], prompts = [] } = module
  const commands = new Set(entriesOf([module]).map(({ words }) => words.join(' ')))
  const lines = [
    `# ${title}`,
    '',
    '<!-- Written by `pnpm gen` from the operations themselves; do not edit. -->',
    '',
    ...(module.instructions ? [module.instructions, ''] : []),
    ...operations.flatMap((operation) => operationSection(operation, commands)),
    ...table(
      '## Resources',
      ['address', 'what it is'],
      resources.map(({ uri, operation }) => [`\`${uri}\``, operation.summary]),
    ),
    ...table(
      '## Prompts',
      ['name', 'what it does'],
      prompts.map(({ operation }) => [`\`${operation.name}\``, operation.summary]),
    ),
  ]
  return { path: join(root, 'docs/tools', `${name}.md`), content: `${lines.join('\n').trimEnd()}\n` }
}

function operationSection(operation: Operation, commands: ReadonlySet<string>): string[] {
  const { name, summary, kind, roles, rest = [], tool, toolsets } = operation
  const routes = [...rest, `POST /api/ops/${name}`].map((route) => `\`${route}\``)
  const spellings = spellingsOf(operation)
    .filter((words) => commands.has(words))
    .map((words) => `\`${words}\``)
  const beside = spellings.length > 0 ? 'HTTP and command line only' : 'HTTP only'
  return [
    `## ${name}`,
    '',
    summary,
    '',
    `- Kind: ${kind}. Roles: ${roles.join(', ')}.`,
    `- ${tool ? `Tool in the sets: ${toolsets.join(', ')}.` : `${beside}, no tool.`}`,
    `- HTTP: ${routes.join(', ')}.${spellings.length > 0 ? ` Command: ${spellings.join(', ')}.` : ''}`,
    '',
    ...fields('Argument', inputSchema(operation)),
    ...fields('Answer', wholeOutputSchema(operation)),
  ]
}

function fields(heading: string, { properties = {}, required = [], $defs = {} }: JsonSchema): string[] {
  const rows = Object.entries(properties).map(([name, property]) => [
    `\`${name}\`${heading === 'Argument' && required.includes(name) ? ' *' : ''}`,
    typeOf(shared(property, $defs as JsonObject) ?? property),
    String(property.description ?? ''),
  ])
  return rows.length === 0 ? [] : table('', [heading, 'Type', 'Meaning'], rows).slice(2)
}

/** The schema that a property shares with others, where it is one. */
function shared({ $ref }: JsonObject, definitions: JsonObject): JsonObject | undefined {
  return typeof $ref === 'string' ? (definitions[$ref.replace('#/$defs/', '')] as JsonObject) : undefined
}

function typeOf(property: Record<string, unknown>): string {
  const { type, minLength, maxLength, minimum, maximum } = property
  if (Array.isArray(property.enum)) return property.enum.map((value) => `\`${value}\``).join(' ')
  if (Array.isArray(property.anyOf)) return property.anyOf.map((one) => typeOf(one as Record<string, unknown>)).join(' or ')
  if (property.const !== undefined) return `\`${property.const}\``
  return [
    Array.isArray(type) ? type.join(' or ') : (type ?? 'any'),
    boundsOf(minLength ?? minimum, maxLength ?? maximum),
    type === 'string' ? 'characters' : '',
  ]
    .filter((word, index, words) => word !== '' && (index < 2 || words[1] !== ''))
    .join(' ')
}

function boundsOf(least: unknown, most: unknown): string {
  if (least !== undefined && most !== undefined) return `${least}–${most}`
  if (most !== undefined) return `≤ ${most}`
  return least === undefined ? '' : `≥ ${least}`
}

function table(heading: string, columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return []
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
  return [heading, '', line(columns), line(columns.map(() => '---')), ...rows.map(line), '']
}
