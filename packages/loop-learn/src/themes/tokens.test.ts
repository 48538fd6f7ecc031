import { expect, it } from 'vitest'
import { tokensOf } from './tokens.ts'

it.each([
  ['I am still struggling with the deployments again', ['deploy']],
  ['Keep trying to finish: Promises never resolve!', ['promis', 'resolv']],
  ['Try it, tried it; started, completed, asked questions, decided, avoided, worked, kept', ['kept']],
])('%j is about %j, whatever kind of note it is', async (text, tokens) => {
  expect(await tokensOf(text)).toEqual(tokens)
})
