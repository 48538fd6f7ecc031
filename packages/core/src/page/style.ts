/** How pages look, by day and by night. */
export const pageStyle = `:root{--paper:#fff;--ink:#1f2430;--quiet:#5d6473;--line:#dfe2e8;--tint:#f3f4f7;--good:#00866a;--bad:#b8471a}
@media (prefers-color-scheme:dark){:root{--paper:#14171e;--ink:#e8eaf0;--quiet:#9aa2b1;--line:#2b303b;--tint:#1d212b;--good:#2fbf98;--bad:#ee7d46}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,'Segoe UI',sans-serif}
main{max-width:46rem;margin:0 auto;padding:2rem 1rem 4rem}
h1{font-size:1.9rem;margin:0}
h2{font-size:1.25rem;margin:2.5rem 0 .75rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
h3{font-size:1.05rem;margin:0 0 .3rem}
h4{font-size:.95rem;margin:1rem 0 .2rem}
p{margin:.3rem 0}
ul{margin:.3rem 0;padding-left:1.2rem}
section,details{border:1px solid var(--line);border-radius:8px;padding:.8rem 1rem;margin:.75rem 0}
summary{cursor:pointer}
.quiet{color:var(--quiet);font-size:.9rem}`

/** How forms look whose fields are made by `field`; what was refused stands in an `output` of the class `refused`. */
export const formStyle = `[hidden]{display:none}
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
