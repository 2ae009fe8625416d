/** The look of all pages; light or dark as the system asks. */
export const STYLE = `
:root { color-scheme: light; --paper: #fbfbf9; --surface: #fff; --sunken: #f3f3f0; --ink: #1c1f23; --muted: #555a61;
  --line: #e3e3de; --edge: #8a8f96; --gold: #d9a62e; --gold-strong: #c99620; --on-gold: #1c1503; --good: #17703f;
  --good-soft: #e4f3e9; --warn: #8f4700; --warn-soft: #fdeedd; --bad: #ab231c; --bad-soft: #fcebe9; --link: #7d5600; }
@media (prefers-color-scheme: dark) { :root { color-scheme: dark; --paper: #131517; --surface: #191b1e; --sunken: #0f1113;
  --ink: #eceef0; --muted: #adb2b9; --line: #2b2e33; --edge: #6e747b; --gold: #e0b13c; --gold-strong: #ecc258;
  --good: #62c891; --good-soft: #16301f; --warn: #f2ac60; --warn-soft: #38270f; --bad: #ff938a; --bad-soft: #3c1c1a;
  --link: #e6bd5a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.45 Inter, system-ui, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--gold-strong); outline-offset: 2px; }
.notice { padding: 8px 16px; background: var(--warn-soft); color: var(--warn); border-bottom: 1px solid var(--line);
  text-align: center; }
main { margin: 0 auto; padding: 24px 16px 48px; max-width: 1120px; }
main.narrow { max-width: 440px; }
h1 { margin: 0 0 4px; font-size: 20px; line-height: 1.3; }
h2 { margin: 24px 0 8px; font-size: 15px; }
p { margin: 0 0 12px; }
.muted { color: var(--muted); }
.small { font-size: 12.5px; }
.card { margin-top: 16px; padding: 16px; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; }
.lines { width: 100%; margin: 0; }
.lines > div { display: flex; justify-content: space-between; gap: 16px; padding: 6px 0; }
.lines dt, .lines dd { margin: 0; }
.lines .total { border-top: 1px solid var(--line); margin-top: 6px; padding-top: 12px; font-weight: 600; font-size: 16px; }
.number { text-align: right; white-space: nowrap; }
button, .button { display: inline-block; min-height: 32px; padding: 5px 12px; border: 1px solid var(--edge);
  border-radius: 6px; background: var(--surface); color: var(--ink); font: inherit; font-weight: 500; text-align: center;
  text-decoration: none; cursor: pointer; }
button:hover, .button:hover { background: var(--sunken); }
button.main { background: var(--gold); border-color: var(--gold-strong); color: var(--on-gold); font-weight: 600; }
button.main:hover { background: var(--gold-strong); }
.choices { display: grid; gap: 8px; margin-top: 16px; }
.choices button, .choices .button { width: 100%; min-height: 44px; padding: 10px 12px; }
.choices a.button { margin-top: 12px; }
.choices fieldset { display: grid; gap: 8px; margin: 12px 0 0; padding: 0; border: 0; }
legend { padding: 0 0 8px; color: var(--muted); font-size: 12.5px; }
.message { margin: 16px 0 0; padding: 10px 12px; border-radius: 6px; }
.good { background: var(--good-soft); color: var(--good); }
.warn { background: var(--warn-soft); color: var(--warn); }
.bad { background: var(--bad-soft); color: var(--bad); }
.badge { display: inline-block; padding: 1px 8px; border-radius: 6px; background: var(--sunken); color: var(--muted);
  font-size: 12.5px; white-space: nowrap; }
.badge.good { background: var(--good-soft); color: var(--good); }
.badge.warn { background: var(--warn-soft); color: var(--warn); }
.badge.bad { background: var(--bad-soft); color: var(--bad); }
nav { display: flex; flex-wrap: wrap; gap: 4px; margin: 16px 0; border-bottom: 1px solid var(--line); }
nav a { padding: 8px 12px; color: var(--muted); text-decoration: none; border-bottom: 2px solid transparent; }
nav a:hover { color: var(--ink); }
nav a[aria-current] { color: var(--ink); border-color: var(--gold); font-weight: 600; }
table { width: 100%; border-collapse: collapse; background: var(--surface); border: 1px solid var(--line); }
th { padding: 8px 12px; text-align: left; font-weight: 500; font-size: 12.5px; color: var(--muted); }
th.number { text-align: right; }
td { padding: 8px 12px; border-top: 1px solid var(--line); vertical-align: top; }
code { font: 12.5px ui-monospace, monospace; color: var(--muted); }
.acts { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; }
.acts form { display: flex; gap: 6px; }
.acts button { min-height: 28px; padding: 2px 10px; font-size: 12.5px; }
summary { cursor: pointer; padding: 4px 0; }
input[type="number"] { width: 96px; min-height: 28px; padding: 2px 8px; border: 1px solid var(--edge); border-radius: 6px;
  background: var(--surface); color: var(--ink); font: inherit; text-align: right; }
.settings { display: grid; gap: 12px; max-width: 560px; }
.settings label { display: flex; align-items: center; justify-content: space-between; gap: 16px; min-height: 32px; }
.settings input[type="checkbox"] { width: 20px; height: 20px; accent-color: var(--gold-strong); flex: none; }
pre { margin: 0; padding: 12px; background: var(--surface); border: 1px solid var(--line); border-radius: 6px;
  font: 12.5px/1.5 ui-monospace, monospace; white-space: pre-wrap; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 720px) {
  table, tbody, tr, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { padding: 8px 0; border-top: 1px solid var(--line); }
  td { display: flex; justify-content: space-between; gap: 16px; padding: 4px 12px; border: 0; }
  td::before { content: attr(data-label); flex: none; color: var(--muted); font-size: 12.5px; }
  td.number { text-align: right; }
  td > div { text-align: right; }
  td .acts { justify-content: flex-end; }
  .acts button { min-height: 36px; }
}
`
