import { ColumnNode, type InsertQueryNode, type KyselyPlugin, OnConflictNode, type RootOperationNode, type UnknownRow } from 'kysely'
import { textColumn } from './text-index.ts'

/** Keeps `tenant_id` out of sight of modules: their conflict targets lack it as their keys do, and no row shows it, nor the words of its text index. */
export const tenantPlugin: KyselyPlugin = {
  transformQuery({ node }) {
    return node.kind === 'InsertQueryNode' ? leadConflict(node) : node
  },
  async transformResult({ result }) {
    const [first] = result.rows
    return first && 'tenant_id' in first ? { ...result, rows: result.rows.map(withoutOurs) } : result
  },
}

function leadConflict(node: InsertQueryNode): RootOperationNode {
  const columns = node.onConflict?.columns
  if (!node.onConflict || !columns) return node
  return { ...node, onConflict: OnConflictNode.cloneWith(node.onConflict, { columns: [ColumnNode.create('tenant_id'), ...columns] }) }
}

function withoutOurs({ tenant_id: _, [textColumn]: __, ...row }: UnknownRow): UnknownRow {
  return row
}
