/** What the page at /signup runs, behind the library that talks with authenticators. */
export const signupScript = `'use strict'
{
  const { browserSupportsWebAuthn, startRegistration } = SimpleWebAuthnBrowser
  const byId = (id) => document.getElementById(id)
  const form = byId('signup')
  const said = form.querySelector('.act output')
  const nameOfNext = byId('authenticators')
  const controls = [...form.querySelectorAll('input')]
  /** What the server asks authenticators to sign; undefined until it was asked. */
  let begun
  let enrolled = []

  async function send(path, body) {
    const request = { method: 'POST', headers: { 'Content-Type': 'application/json' }, credentials: 'omit', body: JSON.stringify(body) }
    const answer = await fetch('api/v1/signup/' + path, request).catch(() => {
      throw new Error('The server cannot be reached. Is it running?')
    })
    if (answer.ok) return answer.json()
    const { error } = await answer.json().catch(() => ({ error: { message: 'The server answered with ' + answer.status + '.' } }))
    throw Object.assign(new Error(error.details ? '' : [error.message, ...(error.hints ?? [])].join(' ')), { fields: error.details ?? {} })
  }

  function showRefusal({ message, fields = {} }) {
    said.textContent = message
    said.className = 'refused'
    for (const control of controls) {
      const problem = fields[control.id]
      control.setAttribute('aria-invalid', String(problem !== undefined))
      form.querySelector('output[for=' + control.id + ']').textContent = problem ? control.labels[0].firstChild.textContent.trim() + ' ' + problem.join(', ') + '.' : ''
    }
  }

  const defaultName = () => (enrolled.length === 0 ? 'Primary authenticator' : 'Backup authenticator ' + enrolled.length)

  function show() {
    byId('account').disabled = begun !== undefined
    const full = begun !== undefined && enrolled.length === begun.options.length
    byId('enrolled').replaceChildren(...enrolled.map(({ name }) => Object.assign(document.createElement('li'), { textContent: name })))
    byId('add').textContent = enrolled.length === 0 ? 'Add authenticator' : 'Add another'
    byId('add').disabled = full
    nameOfNext.disabled = full
    nameOfNext.value = ''
    nameOfNext.placeholder = full ? '' : defaultName()
    byId('finish').hidden = enrolled.length === 0
  }

  async function add() {
    begun ??= await send('begin', { name: byId('name').value.trim(), slug: byId('slug').value, email: byId('email').value.trim() })
    const known = enrolled.map(({ response }) => ({ id: response.id, type: 'public-key', transports: response.response.transports }))
    const name = nameOfNext.value.trim() || defaultName()
    const response = await startRegistration({ optionsJSON: { ...begun.options[enrolled.length], excludeCredentials: known } })
    enrolled.push({ name, response })
  }

  async function finish() {
    const { signup_id } = begun
    const authenticators = enrolled
    // Whatever comes of it, what was begun is used up.
    begun = undefined
    enrolled = []
    const { onboarding_url } = await send('finish', { signup_id, authenticators })
    location.assign(onboarding_url)
  }

  /** Does one thing at a time. */
  async function doing(work) {
    const buttons = form.querySelectorAll('button')
    for (const button of buttons) button.disabled = true
    showRefusal({ message: '' })
    const problem = await work().then(() => undefined, (error) => error)
    for (const button of buttons) button.disabled = false
    show()
    if (problem) showRefusal(problem)
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    doing(add)
  })
  byId('finish').addEventListener('click', () => doing(finish))
  // As it is typed, and only as long as nobody wrote something else there.
  let suggested = ''
  byId('name').addEventListener('input', () => {
    if (byId('slug').value !== suggested) return
    suggested = byId('name').value.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 63).replace(/^-|-$/g, '')
    byId('slug').value = suggested
  })
  show()
  if (!browserSupportsWebAuthn()) {
    byId('add').disabled = true
    showRefusal({ message: 'This browser knows no authenticators, or the address of this page is not safe: it begins with https://, or is that of localhost.' })
  }
}
`
