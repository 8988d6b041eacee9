/** One thing wrong with a document, with its place and the remedy. The same shape on pages, in answers and in the log. */
export interface Fault {
  /** Stable id of the rule that was broken, kebab-case: `quantity-positive`, `xsd-order`, `tolerance-empty-weight`. */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** The form field that the document came in, if it came in a form. */
  readonly field?: string;
  /** Local names under the root, an index only where repeatable: `Cart/Items/Item[2]/Quantity`. */
  readonly path?: string;
  /** JSON pointer, for JSON documents. */
  readonly pointer?: string;
  /** From 1; LF, CRLF and CR are one break each. */
  readonly line?: number;
  /** From 1, in code points; a tab is 1, a byte order mark 0. */
  readonly column?: number;
  /** Code points that the fault covers; 0 or absent where something is missing. */
  readonly length?: number;
  readonly expected?: string;
  /** What stood there, masked like a body. */
  readonly got?: string;
  /** One sentence that says what is wrong and what to do. */
  readonly message: string;
  /** Address of the help page, `/help/{CODE}`. */
  readonly help?: string;
}
