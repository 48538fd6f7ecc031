/** Gives the conformance suite an `fs` with a `globSync`, which it imports, never calls here, and Node 20 lacks. */
export function resolve(specifier, context, nextResolve) {
  const asked = specifier === 'fs' && context.parentURL?.includes('/@modelcontextprotocol/conformance/')
  return nextResolve(asked ? new URL('./globsync-fs.mjs', import.meta.url).href : specifier, context)
}
