import type { Request, Response } from 'express';
import type { ConsoleDeps } from '../deps.js';
import { orderUrl } from './address.js';
import { orderOf, type OrderOfPage } from './order-of.js';
import type { Refused } from './problem.js';
import { openLines, readUnits, type AskedLine, type UnitsRead } from './units-form.js';

export interface UnitsAgain extends Refused {
  readonly page: OrderOfPage;
  readonly lines: readonly AskedLine[];
  readonly units: UnitsRead['typed'];
}

/**
 * A refused form with units as it was sent, over the order as it is by now; `verb` for its sentences. Null where no unit is open
 * any more: the answer is the page of the order then, which says so.
 */
export async function unitsAgain(
  request: Request,
  response: Response,
  { deps, refused, verb }: { readonly deps: ConsoleDeps; readonly refused: Refused; readonly verb: string },
): Promise<UnitsAgain | null> {
  const page = await orderOf(request, deps);
  const lines = openLines(page.affairs.order.lines);
  if (lines.length === 0) {
    response.redirect(303, `${orderUrl(page.environment.name, page.key.id)}?done=closed`);
    return null;
  }
  const { typed, faults } = readUnits(request, lines, verb);
  return { page, lines, units: typed, faults: refused.faults.length > 0 ? refused.faults : faults, problem: refused.problem };
}
