import { expect, it } from 'vitest'
import { repositoryTools } from '../words.ts'
import { toolNamed } from './tool-name.ts'

it('17. a tool may be named with a dot or an underscore', () => {
  for (const tool of repositoryTools) {
    expect(toolNamed(tool)).toBe(tool)
    expect(toolNamed(tool.replace('_', '.'))).toBe(tool)
  }
})

it.each(['', 'read_file', 'repo.read.file', 'repo__read_file', 'REPO.read_file', 'shell', 'constructor'])('%s names no tool', (name) => {
  expect(toolNamed(name)).toBeUndefined()
})
