/** How the reference looks: by day and by night, on a phone and on paper. Its hash is what the page's policy lets in. */
export const style = `
:root { color-scheme: light dark; font: 1rem/1.55 system-ui, sans-serif; scroll-padding-top: 1rem;
  --ink: light-dark(#1c2024, #e6e8ea); --soft: light-dark(#5a626b, #a3abb4); --line: light-dark(#dfe3e7, #343a41);
  --page: light-dark(#fff, #14171a); --panel: light-dark(#f5f7f9, #1c2126); --link: light-dark(#0b57d0, #8ab4f8);
  --get: light-dark(#0b6e4f, #5fd3a8); --post: light-dark(#0b57d0, #8ab4f8); --put: light-dark(#8a5a00, #f0c060);
  --delete: light-dark(#b3261e, #ff9e94); }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--page); display: grid; grid-template-columns: 16rem minmax(0, 1fr); }
a { color: var(--link); }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1.5rem 1rem; border-right: 1px solid var(--line); background: var(--panel); }
nav ul { list-style: none; margin: .75rem 0; padding: 0; }
nav a { display: inline-block; padding: .15rem 0; text-decoration: none; } nav a:hover { text-decoration: underline; }
small, .soft, .facts { color: var(--soft); }
main { max-width: 62rem; padding: 1.5rem 2rem 6rem; }
h1 { margin: 0 0 .5rem; } h2 { margin: 2.5rem 0 .75rem; } h3 { font-size: .95rem; margin: 1.25rem 0 .4rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .4rem 1.25rem; } dt { font-weight: 600; } dd { margin: 0; }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { overflow: auto; max-height: 26rem; margin: 0; padding: .8rem 1rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--panel); }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .4rem 0; }
summary { padding: .5rem .8rem; cursor: pointer; display: flex; flex-wrap: wrap; gap: .2rem .8rem; align-items: baseline; }
summary:hover { background: var(--panel); } summary code { overflow-wrap: anywhere; } summary i { color: var(--soft); }
.what { color: var(--soft); width: 100%; padding-left: 5.4rem; }
summary::before { content: '▸'; color: var(--soft); width: .6rem; } details[open] > summary::before { content: '▾'; }
.method { font-weight: 700; font-size: .75rem; min-width: 3.6rem; letter-spacing: .03em; }
.get { color: var(--get); } .post { color: var(--post); } .put { color: var(--put); } .delete { color: var(--delete); }
.operation { scroll-margin-top: 5.5rem; padding: .2rem 1rem 1.2rem; border-top: 1px solid var(--line); }
.schema { margin: .6rem 0 0; } .schema summary { font-size: .875rem; color: var(--soft); } .schema pre { border-width: 1px 0 0; border-radius: 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .925rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem 1rem .35rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { font-weight: 600; } th[scope] { white-space: nowrap; } td:last-child { width: 55%; overflow-wrap: break-word; }
.required { font-size: .72rem; color: var(--put); font-weight: 600; }
.errors { list-style: none; display: flex; flex-wrap: wrap; gap: .4rem; margin: 0; padding: 0; }
.errors a { display: block; padding: .1rem .55rem; border: 1px solid var(--line); border-radius: 1rem; font-size: .85rem; text-decoration: none; }
:target { outline: 2px solid var(--link); outline-offset: 2px; border-radius: .25rem; }
@media (max-width: 52rem) { body { display: block; } nav { position: static; height: auto; border: 0; } nav ul { columns: 2; }
  main { padding: 1rem; } dl { display: block; } dd { margin: 0 0 .5rem; } .what { padding: 0; } }
@media print { nav { display: none; } body { display: block; } }
`
