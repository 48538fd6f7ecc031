export { ask, type Patience, type Question, type Reply, type Tokens } from './ask.ts'
