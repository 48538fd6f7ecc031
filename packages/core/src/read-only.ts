import type { KyselyPlugin } from 'kysely'

/** Refuses every statement but a select of the query builder, in the middle of a transaction that may write. */
export const readOnly: KyselyPlugin = {
  transformQuery({ node }) {
    if (node.kind !== 'SelectQueryNode') throw new Error('Only a select may stand here.')
    return node
  },
  transformResult: async ({ result }) => result,
}
