import { field, htmlPage, type Markup, markup } from 'loop-core'
import { mostAuthenticators } from './authenticators.ts'
import { style } from './style.ts'

const account = markup`<fieldset id="account"><legend>Who you are</legend>
${input('name', 'Name', markup`<input id="name" required maxlength="120" autocomplete="organization">`, 'Of your team or company.')}
${input(
  'slug',
  'Short name',
  markup`<input id="slug" required minlength="2" maxlength="63" pattern="[a-z0-9][a-z0-9\\-]*[a-z0-9]" autocapitalize="none" autocomplete="off" spellcheck="false">`,
  'Lower-case letters, digits and hyphens. It stays as it is.',
)}
${input('email', 'E-mail', markup`<input id="email" type="email" required maxlength="254" autocomplete="email">`)}
</fieldset>
`

const authenticators = markup`<fieldset><legend>What you prove it with</legend>
<p class="quiet">A security key, your phone, or this device. With a second one you can still get in when the first is lost; ${mostAuthenticators} at most.</p>
<ol id="enrolled" class="enrolled"></ol>
${input('authenticators', 'Name of the authenticator', markup`<input id="authenticators" maxlength="120" autocomplete="off">`)}
</fieldset>
`

/** The page at /signup, the same for everybody. */
export const signupPage = htmlPage({
  title: 'Sign up',
  style,
  script: 'signup.js',
  body: markup`<h1>Sign up</h1>
<p>You get a place of your own for your projects, and its first key.</p>
<noscript><p>This page does nothing without its script, which this server alone brings.</p></noscript>
<form id="signup">
${account}${authenticators}<p class="act"><button id="add">Add authenticator</button> <button id="finish" type="button" hidden>Finish</button> <output></output></p>
</form>
`,
})

/** The same page where nobody can sign up. */
export const closedPage = htmlPage({
  title: 'Sign up',
  style,
  body: markup`<h1>Nobody can sign up here</h1>
<p>Ask whoever runs this server for a key.</p>
<p>If that is you: set <code>LOOPCTL_SIGNUP_ORIGIN</code> to the address under which browsers reach this server, such as <code>https://loop.example.com</code> or, on your own machine, <code>http://localhost:4000</code>. Then start it again.</p>
`,
})

function input(id: string, label: string, control: Markup, hint?: string): Markup {
  return field(id, label, markup`${control}<output for="${id}" class="refused"></output>`, hint)
}
