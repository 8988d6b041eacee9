import type { ComponentChildren, VNode } from 'preact';
import type { Fault } from '../core/fault.js';
import { faultSentence } from './fault-sentence.js';
import { safeUrl } from './safe-url.js';

/** A fault with its number among all faults of the exchange and the links below its note. */
export interface NumberedFault {
  readonly fault: Fault;
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

export interface NoteLink {
  readonly label: string;
  readonly href: string;
}

/** The note of one fault: sentence, expected, got, where, rule, then links. The first of several is open, the others unfold. */
export function FaultNote({ item, links }: { item: NumberedFault; links: readonly NoteLink[] }): VNode {
  const { fault, number, of } = item;
  const tone = fault.severity === 'warning' ? ' is-warning' : '';
  const title = <p class="title">{faultSentence(fault)}</p>;
  if (number === 1) {
    return (
      <div class={`cw-fault${tone}`} id="fault-1">
        <Pager number={number} of={of} />
        {title}
        <Facts fault={fault} links={links} />
      </div>
    );
  }
  return (
    <details class={`cw-fault${tone}`}>
      <summary>{faultSentence(fault)}</summary>
      <div id={`fault-${number}`}>
        <Pager number={number} of={of} />
        <Facts fault={fault} links={links} />
      </div>
    </details>
  );
}

function Pager({ number, of }: { number: number; of: number }): VNode | null {
  if (of === 1) return null;
  return (
    <p class="row-x">
      <span class="tnum">
        {number} of {of}
      </span>
      <span class="row-x">
        {number > 1 ? <a href={`#fault-${number - 1}`}>Previous</a> : null}
        {number < of ? <a href={`#fault-${number + 1}`}>Next</a> : null}
      </span>
    </p>
  );
}

function Facts({ fault, links }: { fault: Fault; links: readonly NoteLink[] }): VNode {
  return (
    <>
      <dl class="kv">
        {fault.expected === undefined ? null : <Row name="Expected" value={<span class="mono">{fault.expected}</span>} />}
        {fault.got === undefined ? null : (
          <Row name="Got" value={<span class="mono t-bad">{fault.got === '' ? 'nothing' : fault.got}</span>} />
        )}
        <Where fault={fault} />
        <Row name="Rule" value={<span class="mono">{fault.rule}</span>} />
      </dl>
      {links.length === 0 ? null : (
        <div class="foot">
          {links.map((link, index) => (
            <a key={link.href} href={safeUrl(link.href)} class={index === 0 ? 'strong' : ''}>
              {link.label}
            </a>
          ))}
        </div>
      )}
    </>
  );
}

function Where({ fault }: { fault: Fault }): VNode | null {
  const path = fault.path ?? fault.pointer;
  if (fault.line === undefined && path === undefined && fault.field === undefined) return null;
  const place = fault.line === undefined ? '' : `line ${fault.line}, column ${fault.column ?? 1}`;
  return (
    <Row
      name="Where"
      value={
        <>
          {place} {path === undefined ? null : <span class="mono dim">{breakable(path)}</span>}
          {fault.field === undefined ? null : <span class="dim"> in the form field {fault.field}</span>}
        </>
      }
    />
  );
}

/** A path may break after each of its parts. */
function breakable(path: string): ComponentChildren {
  return path.split(/(?<=\/)/).map((part, index) => [part, <wbr key={index} />]);
}

function Row({ name, value }: { name: string; value: ComponentChildren }): VNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
