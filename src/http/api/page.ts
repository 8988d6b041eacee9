import type { Request } from 'express';

const DEFAULT_LIMIT = 50;

/** Which part of a list is asked for: `?search=&limit=50&cursor=` (contracts.md). */
export interface AskedPage {
  readonly search: string;
  readonly limit: number;
  readonly cursor?: string;
}

/** The query of a list; the API description has been checked before. */
export function readPage(req: Request): AskedPage {
  const { search, cursor, limit } = req.query;
  return {
    search: typeof search === 'string' ? search : '',
    // the validator has made a number of it, or put the default there
    limit: Number(limit ?? DEFAULT_LIMIT),
    ...(typeof cursor === 'string' ? { cursor } : {}),
  };
}
