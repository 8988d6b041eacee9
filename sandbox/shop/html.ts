/** Text as it may stand in HTML, in an attribute too. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A hidden field. */
export const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`;

interface Site {
  readonly name: string;
  readonly links: readonly (readonly [address: string, label: string])[];
  readonly footer: string;
}

const SHOP: Site = {
  name: 'Sandbox shop',
  links: [
    ['/', 'Shelf'],
    ['/cart', 'Cart'],
    ['/control', 'Endpoint'],
  ],
  footer: 'A shop that sells nothing, for trying out a checkout. Every name in it is made up.',
};

/** A page of the shop around its main part. */
export const shopPage = (title: string, main: string): string => sandboxPage(SHOP, title, main);

/** A page of one of the sandbox's sites. */
export function sandboxPage({ name, links, footer }: Site, title: string, main: string): string {
  const nav = links.map(([address, label]) => `<a href="${address}">${label}</a>`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${CSS}</style>
<header><a href="/">${name}</a><nav>${nav.join('')}</nav></header>
<main><h1>${escapeHtml(title)}</h1>
${main}
</main>
<footer>${footer}</footer>
</html>
`;
}

const CSS = `
:root { color-scheme: light dark; --text: light-dark(#151a21, #e9ecf0); --soft: light-dark(#626c79, #8f98a5);
  --line: light-dark(#cdd3db, #3a434f); --page: light-dark(#f6f7f9, #0e1115); --card: light-dark(#fff, #15191f);
  --act: light-dark(#7a3b12, #f0b07f); --on-act: light-dark(#fff, #2a1405); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
header, main, footer { max-width: 720px; margin: 0 auto; padding: 12px 16px; }
header { display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: center; justify-content: space-between; font-weight: 600; }
nav { display: flex; gap: 16px; font-weight: 400; }
header a { display: inline-flex; align-items: center; min-height: 44px; }
a { color: var(--act); }
footer { color: var(--soft); font-size: 14px; }
h1 { font-size: 24px; line-height: 1.25; margin: 8px 0 16px; }
h2 { font-size: 18px; margin: 24px 0 8px; }
.list { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
.list > li { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; justify-content: space-between; padding: 8px 16px; }
.list > li + li { border-top: 1px solid var(--line); }
.list small, dt { color: var(--soft); }
li > span:first-child { flex: 1 1 7em; min-width: 0; overflow-wrap: anywhere; }
.price { font-variant-numeric: tabular-nums; white-space: nowrap; }
button, select { font: inherit; min-height: 44px; border-radius: 6px; padding: 8px 16px; }
button { border: 1px solid var(--act); background: var(--act); color: var(--on-act); cursor: pointer; }
button.quiet { background: none; color: var(--act); }
select { border: 1px solid var(--line); background: var(--card); color: inherit; max-width: 100%; }
:focus-visible { outline: 2px solid var(--act); outline-offset: 2px; }
.row { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: end; margin: 12px 0; }
li .row { margin: 0; }
.row label { display: grid; gap: 4px; min-width: 0; max-width: 100%; font-size: 14px; color: var(--soft); }
.row select { width: 100%; min-width: 0; }
.ways { display: grid; gap: 8px; }
.ways form, .ways button { width: 100%; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0; }
dd { margin: 0; overflow-wrap: anywhere; }
`;
