// Made once: a formatter costs as much as a whole line.
const MILLISECONDS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const SHOWN_APART = new Set(['at', 'level', 'message', 'stack', 'method', 'route', 'status', 'ms']);

/**
 * One line for a person: `10:40:58.640 info  POST /callbacks/:merchantId 200 4.1 ms exchange=01J…`. The time is UTC.
 */
export function readableLine(entry: Readonly<Record<string, unknown>>): string {
  const time = new Date(Number(entry['at'])).toISOString().slice(11, 23);
  const level = word(entry['level']).padEnd(5);
  const rest = Object.entries(entry)
    .filter(([name, value]) => !SHOWN_APART.has(name) && value !== undefined)
    .map(([name, value]) => `${name}=${word(value)}`);
  return [time, level, headline(entry), ...rest].join(' ').trimEnd();
}

function headline(entry: Readonly<Record<string, unknown>>): string {
  if (entry['message'] !== 'request') return word(entry['message']);
  return `${word(entry['method'])} ${word(entry['route'])} ${word(entry['status'])} ${MILLISECONDS.format(Number(entry['ms']))} ms`;
}

/** A line break or an escape sequence in what a stranger sent must not look like a line, or a colour, of ours. */
function word(value: unknown): string {
  if (typeof value === 'string') return /\p{Cc}/u.test(value) ? JSON.stringify(value) : value;
  return value === undefined ? '' : JSON.stringify(value);
}
