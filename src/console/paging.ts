/** Where a reader is in a list by cursors: those of the pages that lie newer, then the one shown. */
export interface Paged {
  readonly cursor?: string | undefined;
  /** Cursors of the newer pages, the newest last; `-` stands for the first page. */
  readonly trail: readonly string[];
}

const TRAIL_MARK = '~';
const FIRST_PAGE = '-';
const MOST_TRAIL = 40;

/** The page after this one, which remembers the way back. */
export const olderPage = ({ cursor, trail }: Paged, next: string): Paged => ({
  cursor: next,
  trail: [...trail, cursor ?? FIRST_PAGE],
});

/** The page before this one, or null on the first. */
export function newerPage({ cursor, trail }: Paged): Paged | null {
  if (cursor === undefined) return null;
  const last = trail.at(-1);
  return { cursor: last === undefined || last === FIRST_PAGE ? undefined : last, trail: trail.slice(0, -1) };
}

/** The part of a query that says which page is meant. */
export const pagedQuery = ({ cursor, trail = [] }: Partial<Paged>): Record<'cursor' | 'trail', string | undefined> => ({
  cursor,
  trail: trail.slice(-MOST_TRAIL).join(TRAIL_MARK),
});

/** The page that a query means; anything odd is left out. */
export function readPaged(query: Readonly<Record<string, unknown>>): Paged {
  const cursor = queryText(query, 'cursor');
  const trail = queryText(query, 'trail')
    .split(TRAIL_MARK)
    .filter((part) => part !== '');
  return { cursor: cursor === '' ? undefined : cursor, trail };
}

/** A term of a query as text; empty where it is missing or doubled. */
export const queryText = (query: Readonly<Record<string, unknown>>, name: string): string =>
  typeof query[name] === 'string' ? query[name] : '';
