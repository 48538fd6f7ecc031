export { keyOf, sayFault, unseen, visible, type YamlFault } from './fault.ts'
export { problemOf } from './problem.ts'
export { readYamlAs, type YamlOptions, type YamlRead } from './read.ts'
