// Made once, and only for large numbers: a formatter costs as much as the rest of a line.
const THOUSANDS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
// As a range and not as \p{Cc}: this is asked of every value of every line.
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const SHOWN_APART = new Set(['at', 'level', 'message', 'stack', 'method', 'route', 'status', 'ms']);

/**
 * One line for a person: `10:40:58.640 info  POST /callbacks/:merchantId 200 4.1 ms exchange=01J…`. The time is UTC.
 */
export function readableLine(entry: Readonly<Record<string, unknown>>): string {
  const time = new Date(Number(entry['at'])).toISOString().slice(11, 23);
  let line = `${time} ${word(entry['level']).padEnd(5)} ${headline(entry)}`;
  for (const name in entry) {
    const value = entry[name];
    if (value !== undefined && !SHOWN_APART.has(name)) line += ` ${name}=${word(value)}`;
  }
  return line.trimEnd();
}

function headline(entry: Readonly<Record<string, unknown>>): string {
  if (entry['message'] !== 'request') return word(entry['message']);
  return `${word(entry['method'])} ${word(entry['route'])} ${word(entry['status'])} ${milliseconds(Number(entry['ms']))} ms`;
}

function milliseconds(ms: number): string {
  return ms < 1000 ? String(Math.round(ms * 10) / 10) : THOUSANDS.format(ms);
}

/** A line break or an escape sequence in what a stranger sent must not look like a line, or a colour, of ours. */
function word(value: unknown): string {
  if (typeof value === 'string') return CONTROL.test(value) ? JSON.stringify(value) : value;
  return value === undefined ? '' : JSON.stringify(value);
}
