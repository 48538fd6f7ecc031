const words = ['Parse', 'Store', 'Show', 'Check', 'Send', 'Count', 'Merge', 'Sort']
const nouns = ['orders', 'invoices', 'users', 'letters', 'reports', 'images', 'prices', 'rooms']
const priorities = ['high', 'medium', 'low']

/** Tasks as task-master keeps them, made up but always the same: a third is done, and most wait for one or two before them. */
export function masterTasks(count: number): object[] {
  return Array.from({ length: count }, (_, index) => masterTask(index))
}

function masterTask(index: number): object {
  const id = index + 1
  const title = `${words[index % words.length]} the ${nouns[(index * 7) % nouns.length]}, part ${id}`
  const dependencies = index % 4 === 0 ? [] : [id - 1, ...(index > 10 && index % 3 === 0 ? [id - 9] : [])]
  return {
    id,
    title,
    description: `${title}, so that the next part can build on it.`,
    details: 'Begin with the tests; keep to the style of the code around. '.repeat(6).trim(),
    testStrategy: 'Unit tests, and one through the whole program.',
    status: index % 3 === 0 ? 'done' : 'pending',
    dependencies,
    priority: priorities[index % priorities.length],
    subtasks: index % 20 === 1 ? [subtask(1, []), subtask(2, [1])] : [],
  }
}

function subtask(id: number, dependencies: number[]): object {
  return { id, title: `Step ${id}`, description: 'One step of it.', details: '', status: 'pending', dependencies }
}
