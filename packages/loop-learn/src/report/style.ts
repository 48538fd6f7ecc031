import { pageStyle } from 'loop-core'
import { chartStyle } from '../charts/palette.ts'

/** What the page to keep and the one to set things have in common, also on paper. */
export const growthStyle = `${pageStyle}
figure{margin:1rem 0;overflow-x:auto}
svg{display:block;max-width:100%;height:auto}
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
export const style = `${growthStyle}
${chartStyle}`
