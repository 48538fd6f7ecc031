export type { Decision, ToolCall } from './decision.ts'
export { type Model, ModelError, type ModelReply, type ModelRequest } from './model.ts'
export { type LanguageModelOptions, modelOf } from './models/language-model.ts'
