/** What the page at /dashboard runs. Texts of notes become text nodes and nothing else, and the key is a variable and nothing else. */
export const dashboardScript = `'use strict'
const byId = (id) => document.getElementById(id)
const signIn = byId('sign-in')
const form = byId('settings')
const controls = [...form.querySelectorAll('input, select, textarea')]
/** Nobody asks for one on a machine of one's own. */
let key = ''
/** The settings as they were shown last, by name. */
let before = {}

async function ask(path, change) {
  const headers = { ...(key && { Authorization: 'Bearer ' + key }), ...(change && { 'Content-Type': 'application/json' }) }
  const request = { headers, credentials: 'omit', cache: 'no-store', ...(change && { method: 'PUT', body: JSON.stringify(change) }) }
  const answer = await fetch('api/' + path, request).catch(() => {
    throw new Error('The server cannot be reached. Is it running?')
  })
  if (!answer.ok) throw await refusal(answer)
  return answer
}

async function refusal(answer) {
  const { error } = await answer.json().catch(() => ({ error: { message: 'The server answered with ' + answer.status + '.' } }))
  const fields = error.details?.fields ?? []
  const words = fields.length > 0 ? fields.map(sentence) : [error.message, ...(error.hints ?? [])]
  return Object.assign(new Error(words.join(' ')), { needsKey: answer.status === 401, wrong: fields.map(nameOf) })
}

/** A list names its entries after itself: excluded_domains.3. */
const nameOf = ({ field }) => field.split('.')[0]

function sentence({ field, problem }) {
  const label = byId(nameOf({ field }))?.labels[0]
  return (label ? label.firstChild.textContent.trim() : field) + ' ' + problem + '.'
}

const read = async (path) => (await ask(path)).json()

async function show() {
  const { profile } = await read('profile')
  const [{ blind_spots }, { weekly_reviews }, { trajectory }, picture] = await Promise.all([
    read('insights/blind-spots'),
    read('insights/weekly-reviews?limit=4'),
    read('insights/trajectory'),
    ask('insights/trajectory.svg').then((answer) => answer.text()),
  ])
  showProfile(profile)
  byId('trajectory').src = 'data:image/svg+xml,' + encodeURIComponent(picture)
  byId('trajectory').alt = 'Trajectory by week'
  byId('summary').textContent = trajectory.summary
  fill(byId('spots'), blind_spots.map(spot), 'None is open.')
  fill(byId('reviews'), weekly_reviews.map(review), 'The first one is written when a week with a session is over.')
  signIn.hidden = true
  byId('shown').hidden = false
  byId('leave').hidden = key === ''
}

function make(tag, className, ...children) {
  const made = Object.assign(document.createElement(tag), { className })
  made.append(...children)
  return made
}

function fill(place, children, otherwise) {
  place.replaceChildren(...(children.length > 0 ? children : [make('p', 'quiet', otherwise)]))
}

function spot({ title, pattern, state, severity, domain, evidence }) {
  const tags = [state, severity + ' severity', domain].filter((word) => word !== '').map((word) => make('span', 'tag', word))
  const notes = evidence.slice(0, 5).map(({ observed_at, supports, quote }) => {
    const when = make('span', 'quiet', day(observed_at) + (supports ? ' ' : ', against '))
    return make('li', '', when, make('q', '', quote))
  })
  const tagged = make('p', '', ...tags.flatMap((tag) => [tag, ' ']))
  return make('section', '', make('h3', '', title), tagged, make('p', '', pattern), make('ul', '', ...notes))
}

function review({ week, headline }) {
  return make('p', '', make('b', '', 'Week ' + week), ' ', make('span', 'quiet', headline))
}

const day = (time) => time.slice(0, 10)
const inWords = (name) => name.replaceAll('_', ' ')

function numbers({ sessions, observations, active_blind_spots, ...kinds }) {
  const all = Object.entries({ sessions, observations, active_blind_spots, ...kinds })
  return all.map(([name, count]) => make('div', '', make('dt', '', inWords(name)), make('dd', '', String(count))))
}

function showProfile(profile) {
  const { mode, mode_source, email, domains, anthropic_api_key: own } = profile
  const stand = ['Mode: ' + mode + ' (' + mode_source + ').']
  if (email) stand.push('Account: ' + email + '.')
  if (domains.length > 0) stand.push('Domains: ' + domains.join(', ') + '.')
  byId('stand').textContent = stand.join(' ')
  fill(byId('totals'), numbers(profile.totals))
  byId('own-key').textContent = own ? 'Ends in ' + own.hint + ', set on ' + day(own.set_at) + ', ' + own.status + '.' : 'None is set.'
  byId('remove-key').hidden = !own
  const threshold = profile.threshold_source === 'set' ? profile.threshold : null
  for (const control of controls) control.value = shownAs({ ...profile, threshold, anthropic_api_key: null }[control.id])
  before = settings()
}

const shownAs = (value) => (Array.isArray(value) ? value.join('\\n') : (value ?? ''))
const settings = () => Object.fromEntries(controls.map((control) => [control.id, valueOf(control)]))

/** What is empty goes back to its default. */
function valueOf(control) {
  const value = control.value.trim()
  if (control.type === 'textarea') return value.split('\\n').map((line) => line.trim()).filter((line) => line !== '')
  if (value === '') return null
  return control.type === 'number' ? Number(value) : value
}

function changes() {
  const entries = Object.entries(settings()).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]))
  return Object.fromEntries(entries)
}

async function change(wanted) {
  markWrong([])
  if (Object.keys(wanted).length === 0) return 'Nothing was changed.'
  const answer = await ask('profile', wanted).catch((error) => {
    markWrong(error.wrong ?? [])
    throw error
  })
  showProfile((await answer.json()).profile)
  return 'Saved.'
}

function markWrong(names) {
  for (const control of controls) control.setAttribute('aria-invalid', String(names.includes(control.id)))
}

/** Does one thing at a time and says what came of it, beside the button. */
async function doing(place, work) {
  const said = place.querySelector('output')
  const buttons = place.querySelectorAll('button')
  for (const button of buttons) button.disabled = true
  said.textContent = ''
  try {
    said.textContent = await work()
    said.className = ''
  } catch (error) {
    said.textContent = error.message
    said.className = 'refused'
  }
  for (const button of buttons) button.disabled = false
}

signIn.addEventListener('submit', (event) => {
  event.preventDefault()
  doing(signIn, async () => {
    key = byId('key').value.trim()
    await show()
    byId('key').value = ''
    return ''
  })
})
form.addEventListener('submit', (event) => {
  event.preventDefault()
  doing(form, () => change(changes()))
})
byId('remove-key').addEventListener('click', () => doing(form, () => change({ anthropic_api_key: null })))
byId('leave').addEventListener('click', () => location.reload())
byId('zones').append(...Intl.supportedValuesOf('timeZone').map((value) => Object.assign(document.createElement('option'), { value })))

doing(signIn, () =>
  show().then(
    () => '',
    (error) => {
      signIn.hidden = false
      if (error.needsKey) return ''
      throw error
    },
  ),
)
`
