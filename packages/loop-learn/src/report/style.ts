import { chartStyle } from '../charts/palette.ts'

/** How pages look, by day, by night and on paper. */
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
figure{margin:1rem 0;overflow-x:auto}
svg{display:block;max-width:100%;height:auto}
section,details{border:1px solid var(--line);border-radius:8px;padding:.8rem 1rem;margin:.75rem 0}
summary{cursor:pointer}
.quiet{color:var(--quiet);font-size:.9rem}
.tag{display:inline-block;background:var(--tint);border-radius:4px;padding:0 .45rem;font-size:.82rem}
.tag.breakthrough{color:var(--good)}
.tag.stalled{color:var(--bad)}
.question{margin-top:1rem;padding-left:.8rem;border-left:3px solid var(--good)}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums;margin-top:.6rem}
th,td{padding:.25rem .6rem;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
thead th{color:var(--quiet);font-weight:500}
th[scope=row]{text-align:left;font-weight:500}
q{overflow-wrap:anywhere}
@media print{main{max-width:none}section,details{break-inside:avoid}}`

/** The same where charts stand on the page. */
export const style = `${pageStyle}
${chartStyle}`
