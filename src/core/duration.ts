const DURATION = /^P(?:(\d{1,5})W|(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?)$/;
const UNITS_MS = [604_800_000, 86_400_000, 3_600_000, 60_000, 1_000];

/**
 * Milliseconds of an ISO 8601 duration of weeks, or of days, hours, minutes and whole seconds: `PT72H` is 259,200,000. Null
 * for anything else, months and years too: they have no fixed length.
 */
export function parseDuration(text: string): number | null {
  const parts: readonly (string | undefined)[] | undefined = DURATION.exec(text)?.slice(1);
  if (parts === undefined || parts.every((part) => part === undefined) || text.endsWith('T')) return null;
  return parts.reduce((sum, part, place) => sum + Number(part ?? 0) * (UNITS_MS[place] ?? 0), 0);
}
