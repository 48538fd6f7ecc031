import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands } from '../commands/index.ts'
import { readSkillFolder } from '../commands/skill-files.ts'
import { operations } from '../operations/index.ts'
import { skillFiles, skills } from './index.ts'

const source = join(import.meta.dirname, '..')
const tools = operations.filter(({ tool }) => tool).map(({ name }) => name)
const routes = operations.flatMap(({ rest = [] }) => rest)
const spellings = [...operations.flatMap(({ command, shortcut }) => [command, shortcut]), ...commands.map(({ name }) => name)]

/** What is quoted or is a name somewhere in the code: the codes of refusals, arguments, statuses. */
const known = new Set(
  readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ts$/.test(path) && !/\.test\.ts$|^skills/.test(path))
    .flatMap((path) => readFileSync(join(source, path), 'utf8').match(/(?<=')\w+(?=')|\b\w+(?=\??:)/g) ?? []),
)

const isKnown = (word: string) => known.has(word) || (word.endsWith('_not_found') && known.has(word.replace('_not_found', '')))

const marked = (body: string) => [...body.matchAll(/`([^`\n]+)`/g)].map(([, words]) => words!)
const optionsOf = (command: string): string => {
  const own = commands.find(({ name }) => name === command)
  if (own) return own.summary
  const { input, flags = {} } = operations.find((one) => one.command === command || one.shortcut === command)!
  return Object.keys(input.shape)
    .map((name) => `--${flags[name] ?? name.replaceAll('_', '-')}`)
    .join(' ')
}

it('are the six of the reference, and their files are current', () => {
  expect(skills.map(({ name }) => name.replace('loopctl:', ''))).toEqual([
    ...['plan', 'orchestrate', 'contract', 'review', 'verify-artifacts', 'status'],
  ])
  for (const { path, content } of skillFiles()) expect(readFileSync(join(source, '..', path), 'utf8'), path).toBe(content)
})

it('come in with loopctl skill import', async () => {
  const read = await readSkillFolder(join(source, '..', 'skills'))
  const told = skills.map(({ name, description, body }) => ({ name, description, prompt_text: body.trim() }))
  expect(read).toEqual(told.toSorted((one, other) => one.name.localeCompare(other.name)))
})

describe.each(skills)('$name', ({ name, description, body }) => {
  it('names tools, arguments and codes that there are', () => {
    const words = marked(body).filter((word) => /^[a-z]+(_[a-z]+)+$/.test(word))
    expect(words.length).toBeGreaterThan(5)
    expect(words.filter((word) => !isKnown(word))).toEqual([])
    // Those who have only tools cannot call any other operation by its name.
    const named = words.filter((word) => operations.some((operation) => operation.name === word))
    expect(named.filter((word) => !tools.includes(word))).toEqual([])
    expect(named.length).toBeGreaterThan(2)
  })

  it('names commands with options that they take', () => {
    for (const words of marked(body).filter((each) => each.startsWith('loopctl '))) {
      const [first, second] = words.split(' ').slice(1)
      const command = [`${first} ${second}`, first!].find((each) => spellings.includes(each))
      expect(command, words).toBeDefined()
      const options = [...words.matchAll(/--[a-z-]+/g)].map(([option]) => option).filter((option) => option !== '--project')
      expect(options.filter((option) => !optionsOf(command!).includes(option))).toEqual([])
    }
  })

  it('names routes that there are, and other skills that there are', () => {
    const named = marked(body).filter((each) => /^[A-Z]+ \//.test(each))
    expect(named.filter((route) => !routes.includes(route as never))).toEqual([])
    const others = [...body.matchAll(/loopctl:[a-z-]+/g)].map(([word]) => word)
    expect(others.filter((word) => !skills.some((skill) => skill.name === word && word !== name))).toEqual([])
  })

  it('is about a page, and says in a sentence what it is for', () => {
    expect(body.length).toBeLessThan(5_000)
    expect(description).toMatch(/^[A-Z][^:]*\.$/)
  })
})

it('hold the rules of the method', () => {
  const all = skills.map(({ body }) => body).join('\n')
  for (const rule of ['fresh agent', 'independent review', 'One commit', 'checkpoint', 'five review cycles', 'never edit code'])
    expect(all).toContain(rule)
})
