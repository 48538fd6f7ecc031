#!/usr/bin/env node
// A client starts the hook at each call of a tool: that loads nothing which servers need.
const isHook = process.argv[2] === 'hook' && !process.argv.includes('--help')
await (isHook ? import('./hooks/main.ts') : import('./start.ts'))

export {}
