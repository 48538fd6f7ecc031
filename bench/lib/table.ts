import type { Row, Section } from './row.ts'

const headings = ['measure', 'ours', 'theirs', 'ratio', 'p10–p90', 'limit', '']

/** All sections as one table of plain text, with its notes below each section. */
export function tableOf(sections: readonly Section[]): string {
  const widths = widthsOf([headings, ...sections.flatMap(({ rows }) => rows.map(cellsOf))])
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => padded(cell, widths[column]!, column))
      .join('  ')
      .trimEnd()
  return sections
    .map(({ title, rows, notes }) =>
      [title, line(headings), ...rows.map((row) => line(cellsOf(row))), ...notes.map((note) => `  ${note}`)].join('\n'),
    )
    .join('\n\n')
}

function cellsOf({ measure, ours, theirs, ratio, spread, limit }: Row): string[] {
  const range = spread === undefined ? '' : spread.map((value) => value.toFixed(2)).join('–')
  return [measure, ours, theirs, ratio === undefined ? '' : `${ratio.toFixed(2)} ×`, range, limit?.text ?? '', verdictOf(limit)]
}

function verdictOf(limit: Row['limit']): string {
  if (limit === undefined) return ''
  return limit.kept ? 'ok' : 'OVER'
}

function widthsOf(lines: readonly string[][]): number[] {
  return headings.map((_, column) => Math.max(...lines.map((cells) => cells[column]!.length)))
}

/** Names stand on the left, numbers on the right. */
function padded(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width)
}
