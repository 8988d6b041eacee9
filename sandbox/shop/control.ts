import type { ServerResponse } from 'node:http';
import { escapeHtml } from './html.js';
import { isMode, MODE_NAMES, MODES } from './modes.js';
import type { Shop } from './server.js';

/** What the endpoint does, what it could do, and what came to it. */
export function controlPage(shop: Shop): string {
  const { mode, calls, reports } = shop.line('');
  const options = MODE_NAMES.map(
    (name) => `<option value="${name}"${name === mode ? ' selected' : ''}>${name}: ${escapeHtml(MODES[name].says)}</option>`,
  );
  const heard = calls.slice(-20).map(({ at, mode: then, asked, faults }) => {
    const verdict = faults.length === 0 ? 'signed and valid' : escapeHtml(faults.join(' '));
    return `<li><span>${new Date(at).toISOString()}<br><small>${then}; ${asked.items.length} items; ${verdict}</small></span></li>`;
  });
  const told = reports.slice(-20).map(({ at, code, message }) => {
    return `<li><span>${new Date(at).toISOString()}<br><small>${escapeHtml(`${code}: ${message}`)}</small></span></li>`;
  });
  return (
    `<form class="row" method="post" action="/control"><label>The endpoint<select name="mode">${options.join('')}</select></label>` +
    `<button>Set</button></form><h2>Asked so far</h2>${list(heard, 'Nobody has asked yet.')}` +
    `<h2>Failures reported</h2>${list(told, 'Nothing was reported.')}`
  );
}

const list = (entries: readonly string[], empty: string): string =>
  entries.length === 0 ? `<p>${empty}` : `<ul class="list">${entries.toReversed().join('')}</ul>`;

/** The same for programs. */
export function sayControl(response: ServerResponse, shop: Shop): void {
  const { mode, calls, reports } = shop.line('');
  answer(response, 200, { mode, modes: MODE_NAMES, calls: calls.length, reports: reports.length });
}

/** Sets the mode: `{"mode": "timeout"}`, or the form of the page. */
export function setMode(response: ServerResponse, { shop, body, json }: { shop: Shop; body: string; json: boolean }): void {
  const mode = json ? readMode(body) : new URLSearchParams(body).get('mode');
  if (!isMode(mode)) {
    answer(response, 400, { error: `mode must be one of ${MODE_NAMES.join(', ')}` });
    return;
  }
  shop.line('').mode = mode;
  if (json) answer(response, 200, { mode });
  else response.writeHead(303, { location: '/control' }).end();
}

function readMode(body: string): unknown {
  try {
    return (JSON.parse(body) as { readonly mode?: unknown } | null)?.mode;
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
