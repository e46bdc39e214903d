/** The look of the documentation: one column to read, one to find one's way; light and dark. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --raised: #ffffff; --ink: #1c1b19; --quiet: #6a665f; --line: #e4e0d8;
  --accent: #0b5d57; --accent-soft: #e3f0ee; --code: #f3f0ea;
  --get: #0b5d57; --post: #8a4b08; --put: #5b3fa0; --patch: #5b3fa0; --delete: #a3271f;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, Charter, Georgia, serif;
  --sans: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #161615; --raised: #1e1e1c; --ink: #ecebe6; --quiet: #a09c93; --line: #33322e;
    --accent: #6fc9bd; --accent-soft: #1d302d; --code: #242320;
    --get: #6fc9bd; --post: #e3a45c; --put: #b7a1ec; --patch: #b7a1ec; --delete: #ee8d84;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1.5rem; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 400 1rem/1.6 var(--sans); text-rendering: optimizeLegibility;
}
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--raised); padding: 0.5rem 1rem; z-index: 2; }
.frame {
  display: grid; grid-template-columns: 17rem minmax(0, 50rem); gap: 4rem;
  max-width: 77rem; margin: 0 auto; padding: 0 2rem;
}
nav.index {
  position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto;
  padding: 2.5rem 0 3rem; font-size: 0.875rem; scrollbar-width: thin;
}
nav.index .name { font: 600 1.25rem/1.2 var(--serif); color: var(--ink); text-decoration: none; }
nav.index .pages { display: flex; gap: 1rem; margin: 0.75rem 0 1.75rem; }
nav.index [aria-current] { color: var(--ink); text-decoration: none; font-weight: 600; }
nav.index h2 { text-transform: capitalize; font: 600 0.8125rem/1.4 var(--sans); margin: 1.25rem 0 0.25rem; }
nav.index h2 a { color: var(--ink); text-decoration: none; }
nav.index ul { list-style: none; margin: 0; padding: 0; }
nav.index li a {
  display: block; padding: 0.125rem 0; color: var(--quiet); text-decoration: none;
  overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
}
nav.index a:hover { color: var(--accent); }
main { padding: 2.5rem 0 8rem; min-width: 0; }
h1 { font: 600 2.5rem/1.1 var(--serif); letter-spacing: -0.015em; margin: 0 0 1rem; text-wrap: balance; }
.lead { font: 400 1.1875rem/1.55 var(--serif); max-width: 38em; }
.lead p { margin: 0 0 0.75rem; }
section > h2 {
  text-transform: capitalize;
  font: 600 1.625rem/1.2 var(--serif); margin: 4rem 0 0.25rem; padding-top: 1.25rem;
  border-top: 2px solid var(--ink);
}
section > h2 a, h3 a { color: inherit; text-decoration: none; }
section > h2 a:hover, h3 a:hover { color: var(--accent); }
.does { color: var(--quiet); margin: 0 0 1.5rem; }
article { padding: 1.75rem 0 1.25rem; border-top: 1px solid var(--line); }
.does + article { border-top: 0; padding-top: 0.25rem; }
article h3 { font: 600 1.0625rem/1.4 var(--sans); margin: 0 0 0.375rem; }
.call { font: 500 0.9375rem/1.5 var(--mono); margin: 0 0 0.75rem; overflow-wrap: anywhere; }
.call b { font-weight: 700; margin-right: 0.625rem; }
.call i { font-style: normal; color: var(--accent); background: var(--accent-soft);
  border-radius: 3px; padding: 0 0.2em; }
.GET { color: var(--get); } .POST { color: var(--post); } .PUT { color: var(--put); }
.PATCH { color: var(--patch); } .DELETE { color: var(--delete); }
.tags { display: flex; flex-wrap: wrap; gap: 0.375rem; margin: 0 0 0.75rem; padding: 0; list-style: none; }
.tags li { font: 500 0.75rem/1.5 var(--sans); color: var(--quiet); border: 1px solid var(--line);
  border-radius: 99px; padding: 0 0.625rem; }
article p { margin: 0 0 0.75rem; max-width: 42em; }
h4 { font: 600 0.8125rem/1.4 var(--sans); color: var(--quiet); margin: 1.25rem 0 0.25rem; }
code { font: 0.9em var(--mono); background: var(--code); border-radius: 3px; padding: 0.05em 0.3em; }
pre { font: 0.8125rem/1.6 var(--mono); background: var(--code); border-radius: 6px;
  padding: 0.875rem 1rem; margin: 0.5rem 0; overflow-x: auto; }
pre code { background: none; padding: 0; font: inherit; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.875rem; line-height: 1.5; }
th { text-align: left; font-weight: 600; color: var(--quiet); font-size: 0.75rem;
  padding: 0.25rem 1rem 0.25rem 0; border-bottom: 1px solid var(--line); }
td { vertical-align: top; padding: 0.375rem 1rem 0.375rem 0; border-bottom: 1px solid var(--line); }
tr:last-child td { border-bottom: 0; }
td:first-child { white-space: nowrap; font-family: var(--mono); font-size: 0.8125rem; }
td small { display: block; color: var(--quiet); font-size: 0.8125rem; overflow-wrap: anywhere; }
td .need { color: var(--delete); font-family: var(--sans); }
.d1 { padding-left: 1.25rem; } .d2 { padding-left: 2.5rem; } .d3 { padding-left: 3.75rem; }
.d4 { padding-left: 5rem; } .d5 { padding-left: 6.25rem; }
details { margin: 0.75rem 0 0; }
summary { cursor: pointer; font: 600 0.8125rem/1.6 var(--sans); color: var(--accent); }
dl.errors { margin: 0; }
dl.errors > div { padding: 1rem 0; border-top: 1px solid var(--line); scroll-margin-top: 1rem; }
dl.errors > div:target { background: var(--accent-soft); box-shadow: 0 0 0 0.75rem var(--accent-soft);
  border-radius: 2px; }
dt { display: flex; gap: 0.75rem; align-items: baseline; flex-wrap: wrap; }
dt code { font-weight: 600; background: none; padding: 0; font-size: 0.9375rem; }
dt .status { font: 600 0.8125rem/1.5 var(--mono); color: var(--quiet); min-width: 2.25rem; }
dd { margin: 0.125rem 0 0 3rem; } dd.advice { color: var(--quiet); }
@media (max-width: 60rem) {
  .frame { display: block; padding: 0 1.25rem; }
  nav.index { position: static; max-height: none; padding: 1.5rem 0; border-bottom: 1px solid var(--line); }
  nav.index ul { display: none; }
  nav.index h2 { display: inline-block; margin: 0 0.75rem 0 0; }
  h1 { font-size: 2rem; }
}
@media print { nav.index { display: none; } .frame { display: block; } details { display: block; } }
`
