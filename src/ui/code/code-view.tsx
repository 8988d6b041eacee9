import type { VNode } from 'preact';
import type { MaskedText } from '../../core/exchange.js';
import { FaultNote, type NoteLink, type NumberedFault } from '../fault-note.js';
import { Icon } from '../icons.js';
import { count } from '../numbers.js';
import { foldedNames, stretches, type Stretch, type Window } from './folds.js';
import { brokenLines, storedLines, type ShownLine } from './lines.js';
import { paintLine, type Mask, type Paint } from './paint.js';
import { advance, lastAtOrBefore, lineRanges, offsetOf, pointsBetween } from './places.js';
import { tokensOf, type CodeFormat, type Token } from './tokens.js';

export interface CodeViewProps {
  readonly label: string;
  readonly body: MaskedText;
  readonly format: CodeFormat;
  /** With line breaks added, or as stored. */
  readonly broken: boolean;
  /** First letter of the line anchors: `L` makes `#L24`. */
  readonly anchor: string;
  readonly faults: readonly NumberedFault[];
  readonly links: (fault: NumberedFault) => readonly NoteLink[];
  readonly window: Window;
  /** The address of this page with lines written out from a line on. */
  readonly unfold: (fromLine: number) => string;
}

interface Placed {
  readonly item: NumberedFault;
  readonly start: number;
  readonly end: number;
  /** Index of the shown line that it starts on. */
  readonly line: number;
}

/** Numbered lines, each an anchor, with masks named and every fault underlined at its place and explained below it. */
export function CodeView(props: CodeViewProps): VNode {
  const { text } = props.body;
  const lines = props.broken ? brokenLines(text, props.format) : storedLines(text);
  const placed = placeFaults(text, lines, props.faults);
  const parts = stretches(
    lines.length,
    placed.map((fault) => fault.line),
    props.window,
  );
  const paint: Paint = {
    text,
    tokens: parts.flatMap((part) => (part.folded ? [] : tokensIn(text, lines, part, props.format))),
    masks: placeMasks(props.body),
    underlines: placed.map(({ item, start, end }) => ({ start, end, severity: item.fault.severity })),
  };
  return (
    <div class="cw-code" role="region" aria-label={props.label} tabIndex={0}>
      <ol>
        {parts.map((part) =>
          part.folded ? (
            <Fold key={part.start} part={part} lines={lines} view={props} />
          ) : (
            lines
              .slice(part.start, part.end)
              .map((line, index) => (
                <Line key={line.start} line={line} index={part.start + index} paint={paint} placed={placed} view={props} />
              ))
          ),
        )}
      </ol>
    </div>
  );
}

/** Faults that have a place in this text; the others are for the notes on top. */
export function hasPlace(text: string, fault: NumberedFault['fault']): boolean {
  return fault.line !== undefined && offsetOf(text, lineRanges(text), fault.line, fault.column ?? 1) !== null;
}

interface LineProps {
  readonly line: ShownLine;
  readonly index: number;
  readonly paint: Paint;
  readonly placed: readonly Placed[];
  readonly view: CodeViewProps;
}

function Line({ line, index, paint, placed, view }: LineProps): VNode {
  const own = placed.filter((fault) => fault.line === index);
  const tone = own.every((fault) => fault.item.fault.severity === 'warning') ? ' is-warning' : '';
  return (
    <>
      <li
        {...(line.number === null ? {} : { id: `${view.anchor}${line.number}` })}
        class={own.length === 0 ? '' : `is-fault${tone}`}
      >
        {line.number === null ? (
          <span class="no" />
        ) : (
          <a class="no" href={`#${view.anchor}${line.number}`}>
            {line.number}
          </a>
        )}
        <code>{paintLine(paint, line)}</code>
      </li>
      {own.length === 0 ? null : (
        <li class={`note${tone}`}>
          <span />
          <div>
            <Tip text={paint.text} line={line} fault={own[0]} />
            {own.map(({ item }) => (
              <FaultNote key={item.number} item={item} links={view.links(item)} />
            ))}
          </div>
        </li>
      )}
    </>
  );
}

/** The tip stands under the middle of the span: as many blanks of the same font before it as there are characters. */
function Tip({ text, line, fault }: { text: string; line: ShownLine; fault: Placed | undefined }): VNode | null {
  if (fault === undefined) return null;
  const before = pointsBetween(text, line.start, fault.start);
  const inside = pointsBetween(text, fault.start, Math.min(fault.end, line.end));
  return (
    <span class="tip" aria-hidden="true">
      {' '.repeat(line.indent + before + Math.floor(inside / 2))}
      <i />
    </span>
  );
}

function Fold({ part, lines, view }: { part: Stretch; lines: readonly ShownLine[]; view: CodeViewProps }): VNode {
  const start = lines[part.start]?.start ?? 0;
  const end = lines[part.end - 1]?.end ?? start;
  const [first, last] = [numberAt(lines, part.start), numberAt(lines, part.end - 1)];
  const names = foldedNames(view.body.text.slice(start, end), view.format);
  return (
    <li class="fold">
      <a href={`${view.unfold(part.start + 1)}#${view.anchor}${first}`}>
        <Icon name="dots" small />
        <span class="cut">
          Lines {count(first)}–{count(last)}
          {names === '' ? '' : `: ${names}`}
        </span>
      </a>
    </li>
  );
}

/** Only what is written out is coloured: a document of 1 MiB has some hundred thousand tokens. */
function tokensIn(text: string, lines: readonly ShownLine[], part: Stretch, format: CodeFormat): Token[] {
  const start = lines[part.start]?.start ?? 0;
  const end = lines[part.end - 1]?.end ?? start;
  return tokensOf(text.slice(start, end), format).map((token) => ({
    ...token,
    start: token.start + start,
    end: token.end + start,
  }));
}

/** The number of a shown line, or of the line that it goes on with. */
function numberAt(lines: readonly ShownLine[], index: number): number {
  for (let at = index; at >= 0; at -= 1) {
    const number = lines[at]?.number ?? null;
    if (number !== null) return number;
  }
  return 1;
}

function placeFaults(text: string, lines: readonly ShownLine[], faults: readonly NumberedFault[]): Placed[] {
  if (faults.length === 0) return [];
  const stored = lineRanges(text);
  return faults.flatMap((item) => {
    const start = item.fault.line === undefined ? null : offsetOf(text, stored, item.fault.line, item.fault.column ?? 1);
    if (start === null) return [];
    const end = advance(text, start, item.fault.length ?? 0);
    return [{ item, start, end, line: Math.max(0, lastAtOrBefore(lines, start)) }];
  });
}

function placeMasks(body: MaskedText): Mask[] {
  if (body.masks.length === 0) return [];
  const stored = lineRanges(body.text);
  return body.masks
    .flatMap((span) => {
      const start = offsetOf(body.text, stored, span.line, span.column);
      return start === null ? [] : [{ start, end: advance(body.text, start, span.length), span }];
    })
    .sort((a, b) => a.start - b.start);
}
