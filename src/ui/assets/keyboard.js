// Single keys and a copy button, where there is script. Nothing on any page depends on it.
'use strict';
(() => {
  const OFF = 'cartwright-keys-off';
  const off = () => {
    try {
      return localStorage.getItem(OFF) === 'yes';
    } catch {
      return false;
    }
  };
  const rows = () => [...document.querySelectorAll('.cw-table tbody tr')];
  const link = (row) => row?.querySelector('a');
  const go = (selector) => document.querySelector(selector)?.click();

  function move(step) {
    const all = rows();
    const now = all.findIndex((row) => row.contains(document.activeElement));
    link(all[Math.max(0, Math.min(all.length - 1, now === -1 ? 0 : now + step))])?.focus();
  }

  function toFault(step) {
    const notes = [...document.querySelectorAll('[id^="fault-"]')];
    if (notes.length === 0) return;
    const now = notes.findIndex((note) => `#${note.id}` === location.hash);
    const next = notes[(now + step + notes.length) % notes.length] ?? notes[0];
    next.closest('details')?.setAttribute('open', '');
    location.hash = next.id;
  }

  const KEYS = {
    '/': () => document.querySelector('#search')?.focus(),
    '?': () => location.assign('/help#keys'),
    j: () => move(1),
    k: () => move(-1),
    t: () => (document.activeElement?.closest('tr') ?? document).querySelector('[data-trace]')?.click(),
    n: () => toFault(1),
    p: () => toFault(-1),
    '[': () => go('[rel="prev"]'),
    ']': () => go('[rel="next"]'),
  };

  /** What stands behind g. */
  const PLACES = { e: 'exchanges', o: 'orders' };
  let waitingForPlace = false;
  addEventListener('keydown', (event) => {
    if (off() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('input, textarea, select, [contenteditable]')) return;
    if (waitingForPlace) {
      waitingForPlace = false;
      const place = PLACES[event.key];
      if (place !== undefined) go(`.cw-side .cw-nav a[href$="/${place}"]`);
      return;
    }
    if (event.key === 'g') {
      waitingForPlace = true;
      return;
    }
    const act = KEYS[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });

  // The whole row opens; links inside it keep their own way, and selecting text is no click.
  addEventListener('click', (event) => {
    const row = event.target.closest('.cw-table tbody tr');
    if (row === null || event.target.closest('a') || String(getSelection()) !== '') return;
    link(row)?.click();
  });

  for (const button of document.querySelectorAll('[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(document.querySelector(button.dataset.copy)?.textContent ?? '');
      button.textContent = 'Copied';
    });
  }

  const toggle = document.querySelector('[data-keys]');
  if (toggle !== null) {
    const say = () => (toggle.textContent = off() ? 'Switch single keys on' : 'Switch single keys off');
    toggle.hidden = false;
    say();
    toggle.addEventListener('click', () => {
      localStorage.setItem(OFF, off() ? 'no' : 'yes');
      say();
    });
  }
})();
