import { expect, test } from 'vitest'
import { readPayload } from './read.ts'

const problems = (payload: unknown): unknown => {
  try {
    readPayload(payload)
  } catch (error) {
    return (error as { details: unknown }).details
  }
  return undefined
}
const story = (more: object) => ({ epics: [{ number: 1, title: 'A', stories: [{ number: '1.1', title: 'S', ...more }] }] })
const epic = (more: object) => ({ epics: [{ number: 1, title: 'A', ...more }] })

test.each([
  ['no epics', {}, { epics: ['is required'] }],
  ['epics that are no list', { epics: {} }, { epics: ['must be an array'] }],
  ['an epic that is none', { epics: [7] }, { 'epics[0]': ['must be an object'] }],
  ['an epic without a number', { epics: [{ title: 'A' }] }, { 'epics[0].number': ['is required'] }],
  ['an epic with number 0', epic({ number: 0 }), { 'epics[0].number': ['must be a positive integer'] }],
  ['an epic with a word for a number', epic({ number: 'one' }), { 'epics[0].number': ['must be a positive integer'] }],
  ['a blank title', story({ title: ' ' }), { 'epics[0].stories[0].title': ["can't be blank"] }],
  ['no title', story({ title: undefined }), { 'epics[0].stories[0].title': ["can't be blank"] }],
  ['no story number', story({ number: undefined }), { 'epics[0].stories[0].number': ['is required'] }],
  ['US- in front', story({ number: 'US-1.1' }), { 'epics[0].stories[0].number': ['must be a number such as 2.1, without US- in front'] }],
  ['a fraction', story({ number: 1.1 }), { 'epics[0].stories[0].number': ['must be a string such as "1.10"'] }],
  ['criteria that are no list', story({ acceptance_criteria: 'x' }), { 'epics[0].stories[0].acceptance_criteria': ['must be an array'] }],
  [
    'criteria that are texts',
    story({ acceptance_criteria: [{ criterion: 'x' }, 'y'] }),
    { 'epics[0].stories[0].acceptance_criteria[1]': ['must be an object'] },
  ],
  [
    'a status that there is not',
    story({ initial_verified_status: 'done' }),
    { 'epics[0].stories[0].initial_verified_status': ['must be one of unverified, pass, verified'] },
  ],
  [
    'the same numbers twice',
    {
      epics: [
        { number: 2, title: 'A', stories: [{ number: '1', title: 'S' }] },
        { number: '2', title: 'B', stories: [{ number: 1, title: 'T' }] },
      ],
    },
    { 'epics[1].number': ['Duplicate epic number: 2'], 'epics[1].stories[0].number': ['Duplicate story number: 1'] },
  ],
  [
    'a dependency with one end',
    { epics: [], story_dependencies: [{ story_number: '1.1' }], epic_dependencies: [{ epic: {}, depends_on: 1 }] },
    { 'story_dependencies[0].depends_on': ['is required'], 'epic_dependencies[0].epic': ['must be a positive integer'] },
  ],
  [
    'too many stories in all',
    {
      epics: [1, 2].map((number) => ({
        number,
        title: 'A',
        stories: Array.from({ length: 2_501 }, (_, i) => ({ number: `${number}.${i}`, title: 'S' })),
      })),
    },
    { epics: ['must have at most 5000 stories together, not 5002'] },
  ],
])('%s is refused at its place', (_, payload, expected) => {
  expect(problems(payload)).toEqual(expected)
})

test('at most 50 problems are named, and how many more there are', () => {
  const many = { epics: Array.from({ length: 60 }, () => ({ number: 1 })) }
  expect(Object.keys(problems(many) as object)).toHaveLength(50)
  expect(() => readPayload(many)).toThrow(
    expect.objectContaining({ hints: expect.arrayContaining(["epics[0].title: can't be blank", 'and 10 more']) }),
  )
})

test('numbers may be texts and texts numbers, null is nothing, and older names of dependencies do', () => {
  const payload = {
    epics: [
      {
        number: '3',
        title: 'A',
        position: '4',
        phase: null,
        stories: [{ number: 7, title: 'S', estimated_hours: '1.5', acceptance_criteria: [{ description: 'x' }] }],
      },
    ],
    story_dependencies: [{ story_number: 7, depends_on_story: '8' }],
    epic_dependencies: [{ epic_number: '3', depends_on_epic: 4 }],
    export_metadata: { anything: true },
  }
  expect(readPayload(payload)).toEqual({
    epics: [
      {
        number: 3,
        title: 'A',
        position: 4,
        stories: [{ number: '7', title: 'S', estimated_hours: 1.5, acceptance_criteria: [{ criterion: 'x' }] }],
      },
    ],
    story_dependencies: [{ from: '7', to: '8' }],
    epic_dependencies: [{ from: 3, to: 4 }],
  })
})
