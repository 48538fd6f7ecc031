import { pageStyle } from '../report/style.ts'

/** The page of the report with numbers and a form. */
export const style = `${pageStyle}
[hidden]{display:none}
h3,li,q,.tag{unicode-bidi:isolate;overflow-wrap:anywhere}
img{display:block;width:100%;min-width:36rem;height:auto}
figcaption{margin-top:.5rem}
.numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.6rem;margin:1rem 0}
.numbers div{background:var(--tint);border-radius:8px;padding:.5rem .8rem}
dt{color:var(--quiet);font-size:.82rem}
dd{margin:0;font-size:1.35rem;font-variant-numeric:tabular-nums}
fieldset{border:1px solid var(--line);border-radius:8px;padding:.4rem 1rem .9rem;margin:.9rem 0;min-width:0}
legend{font-weight:600;padding:0 .3rem}
.field{margin:.6rem 0}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem;align-items:end}
label{display:block;margin-bottom:.25rem}
small{display:block;color:var(--quiet)}
input,select,textarea,button{font:inherit;color:inherit;box-sizing:border-box;border:1px solid var(--quiet);border-radius:6px;background:var(--paper);padding:.45rem .6rem}
input,select,textarea{width:100%}
[aria-invalid=true]{border-color:var(--bad);outline:1px solid var(--bad)}
button{background:var(--tint);cursor:pointer}
button:not([type]){background:var(--good);border-color:var(--good);color:var(--paper);font-weight:600}
button:disabled{opacity:.6;cursor:default}
:focus-visible{outline:2px solid var(--good);outline-offset:2px}
.act{display:flex;gap:.9rem;align-items:center;margin:.9rem 0}
.act button{flex:none}
output.refused{color:var(--bad)}`
