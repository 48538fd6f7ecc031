import { type Database, defineModule, LoopError, operation, text } from 'loop-core'
import { z } from 'zod'

interface Tables {
  notes_notes: { id: string; text: string; written_at: string }
}

const Note = z.object({ id: z.string(), text: z.string(), written_at: z.string() })

const addNote = operation({
  name: 'add_note',
  title: 'Add note',
  summary: 'Keep a short text. Read it again with list_notes.',
  kind: 'write',
  roles: ['user', 'agent'],
  rest: ['POST /api/v1/notes'],
  input: z.object({ text: text(500, 1).describe('What to remember') }),
  output: z.object({ note: Note }),
  async run(input, { db, newId, now, emit }) {
    const note = { id: newId(), text: input.text, written_at: now().toISOString() }
    const added = await insertNote(db, note)
    if (!added) throw new LoopError('conflict', 'There is already such a note. See list_notes.', { code: 'note_exists' })
    emit({ type: 'note.added', entity: note.id })
    return { note }
  },
})

const listNotes = operation({
  name: 'list_notes',
  title: 'List notes',
  summary: 'The newest notes, at most 20. Write one with add_note.',
  kind: 'read',
  roles: ['user', 'agent'],
  rest: ['GET /api/v1/notes'],
  command: 'note list',
  input: z.object({ limit: z.int().min(1).max(20).default(20).describe('How many at most') }),
  output: z.object({ notes: z.array(Note) }),
  async run({ limit }, { db }) {
    return { notes: await newestNotes(db, limit) }
  },
})

async function insertNote(db: Database<Tables>, note: Tables['notes_notes']): Promise<boolean> {
  const added = await db
    .insertInto('notes_notes')
    .values(note)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

async function newestNotes(db: Database<Tables>, limit: number) {
  return db
    .selectFrom('notes_notes')
    .select(['id', 'text', 'written_at'])
    .orderBy('written_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Notes: two tools and a table, served over MCP, HTTP and the command line, on SQLite or PostgreSQL. */
export const notes = defineModule({
  name: 'notes',
  title: 'Notes',
  instructions: 'Keep what is worth remembering with add_note; look it up with list_notes.',
  operations: [addNote, listNotes],
  migrations: {
    '0001-notes': {
      async up(schema) {
        await schema.createTable('notes_notes', {
          columns: { id: 'text', text: 'text', written_at: 'text' },
          primaryKey: ['id'],
          unique: [['text']],
          indexes: [['written_at']],
        })
      },
    },
  },
})
