import { expect, test } from 'vitest'
import { loopCtl } from './index.ts'

const rolesOf = (name: string) => loopCtl.operations.find((operation) => operation.name === name)?.roles.toSorted()

test.each([
  'create_epic',
  'update_epic',
  'create_story',
  'create_story_in_project',
  'update_story',
  'create_epic_dependency',
  'create_story_dependency',
])('%s is for orchestrators and people (D19)', (name) => {
  expect(rolesOf(name)).toEqual(['orchestrator', 'user'])
})

test.each(['delete_epic', 'delete_story', 'delete_epic_dependency', 'delete_story_dependency'])('%s is for people alone (D19)', (name) => {
  expect(rolesOf(name)).toEqual(['user'])
})
