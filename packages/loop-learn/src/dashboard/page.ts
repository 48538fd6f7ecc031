import { field, htmlPage, type Markup, markup } from 'loop-core'
import { thresholds } from '../words.ts'
import { style } from './style.ts'

const signIn = markup`<form id="sign-in" hidden>
<p>This server asks who you are. The key stays in this page and is gone when you close it.</p>
${field('key', 'Your key', markup`<input id="key" type="password" required pattern=" *[!-~]+ *" maxlength="300" autocomplete="off" spellcheck="false">`)}
<p class="act"><button>Show how I grow</button> <output></output></p>
</form>
`

const growth = markup`<p id="stand" class="quiet"></p>
<dl id="totals" class="numbers"></dl>
<h2>Trajectory</h2>
<figure><img id="trajectory" alt=""><figcaption id="summary"></figcaption></figure>
<h2>Blind spots</h2>
<div id="spots"></div>
<h2>Reviews</h2>
<div id="reviews"></div>
`

const settings = markup`<h2>Settings</h2>
<form id="settings">
<fieldset><legend>Where you stand</legend>
${field('threshold', 'Threshold', markup`<select id="threshold"><option value="">auto</option>${thresholds.map(option)}</select>`, 'auto: found out from your notes.')}
</fieldset>
<fieldset><legend>Nudges</legend>
${field('nudges_per_day', 'Most a day', markup`<input id="nudges_per_day" type="number" min="0" max="5">`, '0 is none; empty: as many as suits where you stand.')}
<div class="pair">
${field('quiet_start', 'Quiet from', markup`<input id="quiet_start" type="time">`)}
${field('quiet_end', 'Quiet until', markup`<input id="quiet_end" type="time">`)}
</div>
<small>Both equal: no quiet hours.</small>
${field('timezone', 'Time zone', markup`<input id="timezone" list="zones" maxlength="64" autocomplete="off" spellcheck="false"><datalist id="zones"></datalist>`, 'Such as Europe/Berlin.')}
</fieldset>
<fieldset><legend>Your notes</legend>
${field('retention_days', 'Days until notes are deleted', markup`<input id="retention_days" type="number" min="30" max="3650">`, '30 to 3650; empty: they are kept.')}
${field('analysis', 'Analysis', markup`<select id="analysis"><option value="auto">auto</option><option value="local">local</option></select>`, 'auto: a model may help, where there is a key. local: no model is ever asked.')}
${field('excluded_domains', 'Domains that no model may see', markup`<textarea id="excluded_domains" rows="3" spellcheck="false"></textarea>`, 'One a line, at most 50.')}
</fieldset>
<fieldset><legend>Your own Anthropic key</legend>
<p id="own-key" class="quiet"></p>
${field('anthropic_api_key', 'New key', markup`<input id="anthropic_api_key" type="password" minlength="20" maxlength="300" autocomplete="off" spellcheck="false">`, 'Kept encrypted and never shown again.')}
<p><button id="remove-key" type="button" hidden>Remove the key</button></p>
</fieldset>
<p class="act"><button>Save</button> <output></output></p>
</form>
`

/** The page at /dashboard: the same for everybody, since its script alone asks for what somebody may see. */
export const dashboardPage = htmlPage({
  title: 'How you grow',
  style,
  script: 'dashboard.js',
  body: markup`<h1>How you grow</h1>
<noscript><p>This page does nothing without its script, which this server alone brings.</p></noscript>
${signIn}<div id="shown" hidden>
${growth}${settings}<p><button id="leave" type="button" hidden>Forget my key</button></p>
</div>
`,
})

function option(name: string): Markup {
  return markup`<option>${name}</option>`
}
