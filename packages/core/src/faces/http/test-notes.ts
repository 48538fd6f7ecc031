import { z } from 'zod'
import { defineModule } from '../../module.ts'
import { nothing, operation } from '../../operation.ts'
import { prompt } from '../../prompt.ts'
import { resource } from '../../resource.ts'
import { text } from '../../text.ts'

const noteId = text(20, 1).describe('Note id')
const Note = z.object({ id: noteId, title: z.string(), version: z.int() })

const getNote = operation({
  name: 'get_note',
  title: 'Get note',
  summary: 'Read one note.',
  kind: 'read',
  roles: ['user', 'agent'],
  rest: ['GET /api/v1/notes/:note_id', 'GET /api/notes/:note_id'],
  input: z.object({ note_id: noteId, short: z.boolean().optional() }),
  output: Note,
  version: (note) => note.version,
  run: async ({ note_id, short }) => ({ id: note_id, title: short ? 'Milk' : 'Milk and honey', version: 3 }),
})

const saveNote = operation({
  name: 'save_note',
  title: 'Save note',
  summary: 'Write one note.',
  kind: 'write',
  roles: ['user', 'agent'],
  // The parameter has another name than in the route of get_note, as references sometimes have it.
  rest: ['PUT /api/v1/notes/:id'],
  status: 201,
  input: z.object({ id: noteId, title: text(40), key: text(128).optional(), if_version: z.int().optional() }),
  output: Note.extend({ key: z.string().nullable(), if_version: z.int().nullable() }),
  version: (note) => note.version,
  run: async ({ id, title, key = null, if_version = null }) => ({ id, title, version: 4, key, if_version }),
})

const listNotes = operation({
  name: 'list_notes',
  title: 'List notes',
  summary: 'Notes that fit.',
  kind: 'read',
  roles: ['user', 'agent'],
  rest: ['GET /api/v1/notes'],
  input: z.object({
    limit: z.int().min(1).max(100).default(20).describe('How many'),
    tags: z.array(text(10)).max(5).default([]),
    sizes: z.array(z.int()).max(5).default([]),
    old: z.boolean().nullable().default(null),
    title: z.string().max(40).optional(),
  }),
  output: z.looseObject({}),
  run: async (input) => input,
})

const readyNotes = operation({
  name: 'ready_notes',
  title: 'Ready notes',
  summary: 'Notes that are ready.',
  kind: 'read',
  roles: ['orchestrator', 'agent'],
  rest: ['GET /api/v1/notes/ready'],
  input: z.object({}),
  output: z.object({ ready: z.boolean() }),
  run: async () => ({ ready: true }),
})

const deleteNote = operation({
  name: 'delete_note',
  title: 'Delete note',
  summary: 'Remove one note.',
  kind: 'destroy',
  roles: ['user'],
  rest: ['DELETE /api/v1/notes/:note_id'],
  input: z.object({ note_id: noteId, reason: text(40).optional() }),
  output: nothing,
  run: async () => ({}),
})

const signUp = operation({
  name: 'sign_up',
  title: 'Sign up',
  summary: 'Become a member.',
  kind: 'effect',
  roles: ['public'],
  rest: ['POST /api/auth/signup'],
  input: z.object({ email: text(60) }),
  output: z.object({ known: z.boolean() }),
  run: async (_, { actor }) => ({ known: actor !== undefined }),
})

const breakNote = operation({
  name: 'break_note',
  title: 'Break note',
  summary: 'Fail.',
  kind: 'effect',
  roles: ['user'],
  input: z.object({}),
  output: nothing,
  async run() {
    throw new Error('connect ECONNREFUSED postgres://admin:hunter2@10.0.0.1')
  },
})

const Plan: z.ZodType = z.object({
  name: text(10),
  get parts() {
    return z.array(Plan).max(5)
  },
})

const planNotes = operation({
  name: 'plan_notes',
  title: 'Plan notes',
  summary: 'Take a plan that holds plans.',
  kind: 'write',
  roles: ['user'],
  input: z.object({ plan: Plan }),
  output: nothing,
  run: async () => ({}),
})

const tidyNotes = prompt({ name: 'tidy_notes', title: 'Tidy', summary: 'Ask for order.', roles: ['user'], write: () => 'Tidy up.' })
const noteGuide = resource({
  name: 'note_guide',
  title: 'Guide',
  summary: 'How notes work.',
  roles: ['user', 'agent'],
  uri: 'loop://notes/guide',
  mimeType: 'text/markdown',
  read: () => '# Notes',
})

/** A module with an operation for every way in which a request can go. */
export const notes = defineModule({
  name: 'notes',
  title: 'Notes',
  operations: [getNote, saveNote, listNotes, readyNotes, deleteNote, signUp, breakNote, planNotes],
  resources: [noteGuide],
  prompts: [tidyNotes],
  completions: { note_id: async () => ['milk'] },
})
