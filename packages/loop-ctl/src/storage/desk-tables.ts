// biome-ignore lint/suspicious/noEmptyInterface: its tables follow
export interface DeskTables {}
