import { cellOf, isScalar } from './scalar.ts'

const widest = 48

/** Rows under headings. Leaves out columns without any value, and all parts that are no plain value: `--json` has them. */
export function renderTable(rows: readonly Record<string, unknown>[]): string {
  const keys = [...new Set(rows.flatMap(Object.keys))].filter((key) => isColumn(rows, key))
  const lines = [keys, ...rows.map((row) => keys.map((key) => shorten(cellOf(row[key]))))]
  const widths = keys.map((_, column) => Math.max(...lines.map((cells) => lengthOf(cells[column]!))))
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => pad(cell, widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function isColumn(rows: readonly Record<string, unknown>[], key: string): boolean {
  return rows.every((row) => isScalar(row[key])) && rows.some((row) => row[key] !== null && row[key] !== undefined)
}

function shorten(text: string): string {
  const characters = [...text.replaceAll(/\s+/g, ' ')]
  return characters.length > widest ? `${characters.slice(0, widest - 1).join('')}…` : characters.join('')
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(width - lengthOf(text))
}

/** In characters, so that an emoji is one. */
function lengthOf(text: string): number {
  return [...text].length
}
