import type { ComponentChildren, VNode } from 'preact';
import type { MaskSpan } from '../../core/exchange.js';
import type { Fault } from '../../core/fault.js';
import { lastAtOrBefore, type Range } from './places.js';
import type { ShownLine } from './lines.js';
import type { Token } from './tokens.js';

export interface Mask extends Range {
  readonly span: MaskSpan;
}

export interface Underline extends Range {
  readonly severity: Fault['severity'];
}

export interface Paint {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly masks: readonly Mask[];
  readonly underlines: readonly Underline[];
}

/** Digits of a mask's tag that are read out; the title has all of them. */
const TAG_SHOWN = 4;

/** One shown line with its colours, masks and underlines; neighbouring stretches never overlap. */
export function paintLine(paint: Paint, line: ShownLine): ComponentChildren {
  const tokens = touching(paint.tokens, line);
  const masks = touching(paint.masks, line);
  const underlines = paint.underlines.filter((range) => range.start <= line.end && range.end >= line.start);
  const cuts = new Set([line.start, line.end]);
  for (const range of [...tokens, ...masks, ...underlines]) {
    for (const edge of [range.start, range.end]) if (edge > line.start && edge < line.end) cuts.add(edge);
  }
  const edges = [...cuts].sort((a, b) => a - b);
  const painted = edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1] ?? line.end;
    return (
      <>
        {gapAt(underlines, start)}
        {stretch(paint.text.slice(start, end), { start, end }, tokens, masks, underlines)}
      </>
    );
  });
  return [' '.repeat(line.indent), ...painted, gapAt(underlines, line.end)];
}

function stretch(
  text: string,
  range: Range,
  tokens: readonly Token[],
  masks: readonly Mask[],
  underlines: readonly Underline[],
): ComponentChildren {
  const token = tokens.find((one) => covers(one, range));
  const mask = masks.find((one) => covers(one, range));
  const underline = underlines.find((one) => covers(one, range));
  let node: ComponentChildren = text;
  if (mask !== undefined) node = <span class="masked">{node}</span>;
  else if (token !== undefined && underline === undefined) node = <span class={token.kind}>{node}</span>;
  if (underline !== undefined) node = <mark class={underline.severity === 'warning' ? 'is-warning' : ''}>{node}</mark>;
  if (mask === undefined || mask.end !== range.end) return node;
  return [
    node,
    <span class="mask-name" title={mask.span.tag}>
      {mask.span.what}, masked, {mask.span.tag.slice(0, TAG_SHOWN)}
    </span>,
  ];
}

/** Where something is missing there is nothing to underline: a caret stands in its place. */
function gapAt(underlines: readonly Underline[], offset: number): VNode | null {
  const gap = underlines.find((range) => range.start === offset && range.end === offset);
  return gap === undefined ? null : <mark class="gap" />;
}

const covers = (outer: Range, inner: Range): boolean =>
  outer.start <= inner.start && outer.end >= inner.end && outer.end > outer.start;

function touching<T extends Range>(ranges: readonly T[], line: Range): T[] {
  const found: T[] = [];
  for (let index = Math.max(0, lastAtOrBefore(ranges, line.start)); index < ranges.length; index += 1) {
    const range = ranges[index];
    if (range === undefined || range.start >= line.end) break;
    if (range.end > line.start) found.push(range);
  }
  return found;
}
