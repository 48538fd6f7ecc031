/** The column types that mean the same on every database; JSON and times are text, and a `sequence` numbers the rows upwards as their only key. */
export type ColumnType = 'text' | 'integer' | 'real' | 'sequence'

export interface Column {
  type: ColumnType
  nullable?: boolean
  default?: string | number
}

export interface Table {
  columns: Record<string, ColumnType | Column>
  primaryKey: readonly string[]
  unique?: readonly (readonly string[])[]
  indexes?: readonly (readonly string[])[]
  /** Column → table whose primary key `id` it names; deleting the parent deletes the row, so the column wants an index. */
  references?: Record<string, string>
  /** Conditions in SQL that every row must meet, in words that each database knows. */
  checks?: readonly string[]
  /** Rows can be added but neither changed nor deleted; the database itself refuses. */
  appendOnly?: boolean
}

/** What `searchText` finds the rows of a table by. */
export interface TextIndex {
  table: string
  /** The `sequence` of the table. */
  key: string
  /** Words in the form in which they are looked for, such as small letters without accents, with blanks between them. */
  columns: readonly string[]
}

/** What a migration may do. Tables made here belong to one tenant at a time, keys included, without the migration saying so. */
export interface Schema {
  createTable(name: string, table: Table): Promise<void>
  addColumn(table: string, column: string, definition: ColumnType | Column): Promise<void>
  addIndex(table: string, columns: readonly string[], options?: { unique?: boolean; where?: string }): Promise<void>
  /** Makes the words of some columns of text findable by `searchText`, of the rows that are there and of those to come; one for each table. */
  addTextIndex(index: TextIndex): Promise<void>
  /** Names the columns of a table as other programs know them, for those that read the database's file; where there is none, nothing is made. */
  addFileView(name: string, table: string, columns: Readonly<Record<string, string>>): Promise<void>
}
