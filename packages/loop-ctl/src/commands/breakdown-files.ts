import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Failure, jsonIn, objectIn } from './json-file.ts'

type Parts = Readonly<Record<string, unknown>>

/** What is imported: epics with their stories, and what depends on what. */
export interface Breakdown {
  epics: Parts[]
  story_dependencies: { story: string; depends_on: string }[]
  epic_dependencies: { epic: number; depends_on: unknown }[]
}

/** Reads `epic_<number>…/us_<number>….json` beneath a folder, with what `epic.json` says of an epic, if it is there. */
export async function readFolder(folder: string, failures: Failure[]): Promise<Breakdown> {
  const breakdown: Breakdown = { epics: [], story_dependencies: [], epic_dependencies: [] }
  for (const name of await entriesOf(folder)) {
    const number = /^epic_(\d{1,9})(?:\D|$)/.exec(name)?.[1]
    if (number !== undefined) await readEpic(join(folder, name), Number(number), { breakdown, failures })
  }
  return breakdown
}

interface Reading {
  breakdown: Breakdown
  failures: Failure[]
}

async function readEpic(folder: string, number: number, { breakdown, failures }: Reading): Promise<void> {
  const names = await entriesOf(folder)
  const about = names.includes('epic.json') ? await objectIn(join(folder, 'epic.json'), failures) : {}
  const { depends_on, ...epic } = about ?? {}
  const stories: Parts[] = []
  for (const name of names.filter((each) => /^us_.*\.json$/.test(each))) {
    const story = await objectIn(join(folder, name), failures)
    if (story) stories.push(storyOf(story, name, breakdown))
  }
  breakdown.epics.push({ title: titleOf(folder, number), ...epic, number, stories })
  for (const other of listOf(depends_on)) breakdown.epic_dependencies.push({ epic: number, depends_on: other })
}

/** A story is called by its file unless it says its number itself. */
function storyOf({ id, number = id, dependencies, depends_on = dependencies, ...story }: Parts, file: string, breakdown: Breakdown): Parts {
  const own = plainNumber(typeof number === 'string' || typeof number === 'number' ? number : basename(file, '.json').slice('us_'.length))
  for (const other of listOf(depends_on)) breakdown.story_dependencies.push({ story: own, depends_on: plainNumber(other) })
  return { ...story, number: own, acceptance_criteria: criteriaOf(story.acceptance_criteria) }
}

/** `US-2.1` is how people say 2.1. */
function plainNumber(number: unknown): string {
  return String(number).replace(/^us[-_]/i, '')
}

function criteriaOf(criteria: unknown): unknown {
  return Array.isArray(criteria) ? criteria.map((each) => (typeof each === 'string' ? { criterion: each } : each)) : criteria
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** `epic_2_user_accounts` is about user accounts. */
function titleOf(folder: string, number: number): string {
  const words = basename(folder)
    .replace(/^epic_\d+[_-]?/, '')
    .replaceAll(/[_-]+/g, ' ')
    .trim()
  return words === '' ? `Epic ${number}` : words
}

async function entriesOf(folder: string): Promise<string[]> {
  return (await readdir(folder)).toSorted()
}

/** Reads one file that holds a whole breakdown, such as an export. */
export async function readPayload(path: string, failures: Failure[]): Promise<Parts> {
  const payload = await jsonIn(path, failures)
  const { epics, story_dependencies, epic_dependencies } = (payload ?? {}) as Parts
  return { epics, story_dependencies, epic_dependencies }
}
