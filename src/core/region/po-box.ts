import type { Destination } from '../cart.js';
import { foldText, MILITARY_CODES } from '../states.js';

const PO_BOX = /\bp[\s.,/-]*o[\s.,/-]*box(?![a-z])/i;
const POB = /\bp[\s.]*o[\s.]*b[\s.#:]*\d/i;
const POST_OFFICE_BOX = /\bpost(?:al)?\s*(?:office\s*)?box\b/i;
const MILITARY_POST = /\b[AFD]PO\b[\s,]*A[AEP]\b/i;
const MILITARY_CITIES: ReadonlySet<string> = new Set(['APO', 'FPO', 'DPO']);

/**
 * Whether only the post can deliver there: a post office box ("P.O. Box 4", "POB 4", "Post Office Box 4") or military
 * mail (APO, FPO, DPO). A private mail box ("PMB 4") and a rural route's box are doors that every carrier reaches.
 */
export function isPostOfficeBox(destination: Destination, state: string | null): boolean {
  if (state !== null && MILITARY_CODES.has(state)) return true;
  if (destination.city !== undefined && destination.city.length < 20 && MILITARY_CITIES.has(foldText(destination.city)))
    return true;
  return [destination.line1, destination.line2, destination.line3].some(
    (line) =>
      line !== undefined && (PO_BOX.test(line) || POB.test(line) || POST_OFFICE_BOX.test(line) || MILITARY_POST.test(line)),
  );
}
