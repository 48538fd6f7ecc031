import type { z } from 'zod'
import type { Caller } from './caller.ts'
import type { CommandDefinition } from './command.ts'
import { type Completion, completionOperation } from './completion.ts'
import type { TransactionContext } from './context.ts'
import { LoopError } from './error.ts'
import type { LoopEvent } from './events/event.ts'
import type { EvidenceSubject, Fact } from './evidence.ts'
import type { JobDefinition, Nobody } from './jobs/job.ts'
import type { IdFormat } from './new-id.ts'
import type { ModuleOpenApi } from './openapi.ts'
import { type Operation, spellingsOf } from './operation.ts'
import type { Prompt } from './prompt.ts'
import type { Resource } from './resource.ts'
import type { Migration } from './storage/migrate.ts'

/** Reacts to an event after it was committed: at least once, in one transaction, skipped where it was already done. */
export type Subscriber = (event: LoopEvent, context: Nobody<TransactionContext>) => Promise<void>

/** How a call brings one setting along. */
export interface PerCallSetting {
  /** Over HTTP, such as `X-Loop-Workspace`. */
  header: string
  /** On the command line without its dashes, such as `workspace`. */
  flag: string
  /** What it says, in a few words. */
  describe: string
}

export interface DoctorPoint {
  name: string
  /** Looked at only where `doctor --try` asks for it, since it takes its time or starts what the other points only look for. */
  trial?: true
  /** A text is what is wrong and what to do about it; all else is fine, with a word on what was found or without. */
  check(environment: Readonly<Record<string, string | undefined>>, caller: Caller): Promise<string | { fine: string } | undefined>
}

/** One server's worth of tools, with all that belongs to them. */
export interface Module {
  /** One word, also the address `/mcp/<name>` and the prefix of the module's tables. */
  name: string
  title: string
  /** What a model should know before it uses the tools; at most 2 KB. */
  instructions?: string
  operations: readonly Operation[]
  /** Leaves out, at the operations' own HTTP routes, what is no argument of theirs, as a reference API may do; all else refuses it. */
  unknownArguments?: 'ignore'
  /** Groups, examples, webhooks and further members of the OpenAPI document. */
  openapi?: ModuleOpenApi
  /** Rewords what its operations refuse, on every face; `details.fields` of `invalid_input` has the fields with their problems. Never asked about `internal`. */
  refusal?(error: LoopError): LoopError
  resources?: readonly Resource[]
  prompts?: readonly Prompt[]
  /** By argument name, for prompts and resource templates. */
  completions?: Readonly<Record<string, Completion>>
  migrations?: Readonly<Record<string, Migration>>
  /** By event type. */
  on?: Readonly<Record<string, Subscriber>>
  jobs?: Readonly<Record<string, JobDefinition>>
  /** What is left to do of what was asked for, in words for the end of a command; undefined is nothing. */
  waiting?(context: Nobody<TransactionContext>): Promise<string | undefined>
  /** What the module knows about a subject; other modules ask through `context.evidence`. */
  evidence?(subject: EvidenceSubject, context: TransactionContext): Promise<Fact[]>
  /** The environment variables the module reads, by name, with their defaults. */
  config?: z.ZodObject
  /** Which variables of `config` a single call may set for itself. */
  perCall?: Readonly<Record<string, PerCallSetting>>
  /** The format of `context.newId()`. */
  ids?: IdFormat
  doctor?: readonly DoctorPoint[]
  /** Commands that are no operation, such as one that wraps another command; with the words of an operation one takes its place. */
  commands?: readonly CommandDefinition[]
}

const moduleName = /^[a-z][a-z0-9]{0,19}$/

/** Declares one module and checks what a type cannot: its name, and that no two of its operations meet. */
export function defineModule(module: Module): Module {
  if (!moduleName.test(module.name)) {
    throw new LoopError(
      'invalid_input',
      `The module name ${JSON.stringify(module.name)} must be one lower-case word of at most 20 characters.`,
    )
  }
  refuseUnusable(module)
  refuseTwins([module])
  return Object.freeze(module)
}

/** Refuses a setting of a call that the module does not have, or that no header or option can carry. */
function refuseUnusable({ perCall = {}, config }: Module): void {
  for (const [variable, { header, flag }] of Object.entries(perCall)) {
    const known = config !== undefined && Object.hasOwn(config.shape, variable)
    if (known && /^X(-[A-Za-z0-9]+)+$/.test(header) && /^[a-z]+(-[a-z0-9]+)*$/.test(flag)) continue
    throw new LoopError(
      'invalid_input',
      `${variable} must be in the module's config, its header begin with X- and its flag be lower-case words.`,
    )
  }
}

/** All that can be called by name: the operations and those beneath resources, prompts and completions. */
export function callables(module: Module): Operation[] {
  const resources = (module.resources ?? []).map((resource) => resource.operation)
  const prompts = (module.prompts ?? []).map((prompt) => prompt.operation)
  const { name, completions } = module
  return [...module.operations, ...resources, ...prompts, ...(completions ? [completionOperation({ name, completions })] : [])]
}

/** Refuses two modules or operations with one name, two operations with one route, two resources with one address, two settings with one header or flag and two webhooks or further members of the OpenAPI document with one name, naming both. */
export function refuseTwins(modules: readonly Module[]): void {
  const seen = new Map<string, string>()
  for (const { owner, claim } of modules.flatMap(claimsOf)) {
    const twin = seen.get(claim)
    if (twin !== undefined) throw new LoopError('invalid_input', `${twin} and ${owner} both claim "${claim}".`)
    seen.set(claim, owner)
  }
}

interface Claim {
  owner: string
  claim: string
}

function claimsOf(module: Module): Claim[] {
  const operations = callables(module).flatMap(({ name, rest = [] }) =>
    [name, ...rest.map(anyParameter)].map((claim) => ({ owner: name, claim })),
  )
  const resources = (module.resources ?? []).map(({ uri, operation }) => ({ owner: operation.name, claim: anyParameter(uri) }))
  const own = [`module ${module.name}`, ...membersOf(module)].map((claim) => ({ owner: module.title, claim }))
  return [...own, ...operations, ...resources, ...commandsOf(module), ...settingsOf(module)]
}

function membersOf({ openapi = {} }: Module): string[] {
  const extensions = Object.keys(openapi).filter((name) => name.startsWith('x-'))
  return [...extensions, ...Object.keys(openapi.webhooks ?? {}).map((event) => `webhook ${event}`)].map((name) => `OpenAPI ${name}`)
}

function settingsOf({ perCall = {} }: Module): Claim[] {
  const claims = ([owner, { header, flag }]: [string, PerCallSetting]) =>
    [header.toLowerCase(), `--${flag}`].map((claim) => ({ owner, claim }))
  return Object.entries(perCall).flatMap(claims)
}

/** Two modules may have the same words, since the module's name tells them apart. */
function commandsOf({ name, operations, commands = [] }: Module): Claim[] {
  const owned = new Set(commands.map((command) => command.name))
  const spelled = operations.flatMap((made) => spellingsOf(made).map((words) => ({ made, words })))
  const left = spelled.filter(({ made, words }) => words !== made.command || !owned.has(words))
  const made = left.map(({ made, words }) => ({ owner: made.name, claim: `command ${name} ${words}` }))
  const own = commands.map((command) => ({ owner: `the command ${command.name}`, claim: `command ${name} ${command.name}` }))
  return [...made, ...own]
}

/** A route or an address with its parameters made nameless: by their names nobody can tell two apart. */
function anyParameter(path: string): string {
  return path.replaceAll(/(?<=\/):\w+|\{\w+\}/g, '*')
}
