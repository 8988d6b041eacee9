/** `2026-12-31`, or a moment such as `2026-12-31T23:59:59Z`: whether the calendar has that day and the day that time. */
export function isDayOrMoment(text: string): boolean {
  const day = text.slice(0, '2026-12-31'.length);
  const start = Date.parse(`${day}T00:00:00Z`);
  // A date may roll over: the 31st of February is a day of March.
  if (Number.isNaN(start) || !new Date(start).toISOString().startsWith(day)) return false;
  return !text.includes('T') || !Number.isNaN(Date.parse(text));
}
