import type { VNode } from 'preact';
import type { Direction, StoredMessage } from '../../core/exchange.js';
import { CodeView, hasPlace } from '../../ui/code/code-view.js';
import { wantsLineBreaks } from '../../ui/code/lines.js';
import { FaultNote, type NoteLink, type NumberedFault } from '../../ui/fault-note.js';
import { count, plural } from '../../ui/numbers.js';
import { FormFields, HeaderList } from './message-parts.js';
import { documentOf, formatWord, rawText, tabsOf, type MessageDocument, type Tab } from './message.js';
import { viewUrl, type DetailView, type MessageView, type Side } from './view.js';

export interface MessageCardProps {
  readonly direction: Direction;
  readonly side: Side;
  readonly message: StoredMessage;
  readonly faults: readonly NumberedFault[];
  readonly links: (fault: NumberedFault) => readonly NoteLink[];
  /** Address of the page without its query. */
  readonly path: string;
  readonly view: DetailView;
}

/** What came in and our answer; or what we sent and what came back. */
const TITLES: Readonly<Record<Direction, Readonly<Record<Side, string>>>> = {
  in: { request: 'Request', response: 'Response' },
  out: { request: 'What we sent', response: 'What they answered' },
};
const ANCHORS: Readonly<Record<Side, string>> = { request: 'L', response: 'R' };

/** One side of an exchange: its start line, and its document, form, headers and raw body behind links. */
export function MessageCard(props: MessageCardProps): VNode {
  const { direction, side, message, faults, links, path, view } = props;
  const document = documentOf(message, faults.find((one) => one.fault.field !== undefined)?.fault.field);
  const tabs = tabsOf(message);
  const tab = tabs.find((one) => one === view[side].tab) ?? tabs[0] ?? 'headers';
  const placed = document === null || tab !== 'parsed' ? [] : faults.filter((one) => isIn(document, one));
  const others = faults.filter((one) => document === null || !isIn(document, one));
  return (
    <section class="card" id={side}>
      <header>
        <h2>{TITLES[direction][side]}</h2>
        <span class="mono xs dim cut" title={message.start}>
          {side === 'response' ? `${message.start} ${message.contentType}` : message.start}
        </span>
        <span class="end xs faint tnum nowrap">{plural(message.length, 'byte')}</span>
      </header>
      <nav class="cw-tabs" aria-label={`Parts of the ${side}`}>
        {tabs.map((one) => (
          <a
            key={one}
            href={`${viewUrl(path, view, side, { tab: one, window: 'near' })}#${side}`}
            class={one === tab ? 'is-on' : ''}
            {...(one === tab ? { 'aria-current': 'true' } : {})}
          >
            <TabLabel tab={one} message={message} document={document} faults={faults.length - others.length} />
          </a>
        ))}
      </nav>
      {others.length === 0 ? null : (
        <div class="cw-faults">
          {others.map((item) => (
            <FaultNote key={item.number} item={item} links={links(item)} />
          ))}
        </div>
      )}
      <Notes props={props} tab={tab} document={document} />
      <Content props={props} tab={tab} document={document} placed={placed} />
    </section>
  );
}

/** Whether a fault lies in the document that is shown. */
function isIn(document: MessageDocument, { fault }: NumberedFault): boolean {
  return (fault.field ?? document.field) === document.field && hasPlace(document.body.text, fault);
}

function TabLabel({
  tab,
  message,
  document,
  faults,
}: {
  tab: Tab;
  message: StoredMessage;
  document: MessageDocument | null;
  faults: number;
}): VNode {
  const number = (value: number): VNode => <span class="n">{count(value)}</span>;
  if (tab === 'form') return <>Form {number(message.fields.length)}</>;
  if (tab === 'headers') return <>Headers {number(message.headers.length)}</>;
  if (tab === 'raw') return <>Raw</>;
  return (
    <>
      {formatWord(document?.format ?? 'text')} {faults === 0 ? null : <span class="n">{plural(faults, 'fault')}</span>}
    </>
  );
}

interface PartProps {
  readonly props: MessageCardProps;
  readonly tab: Tab;
  readonly document: MessageDocument | null;
}

/** What the reader must know about how the text below differs from the bytes that were sent. */
function Notes({ props: { side, message, path, view }, tab, document }: PartProps): VNode | null {
  const notes: (string | VNode)[] = [];
  if (message.cut && tab !== 'headers') notes.push('Only the first part was stored. Length and digest are those of the whole.');
  if (tab === 'raw' && message.fields.length > 0) notes.push('Encoded again from the stored fields, with what was masked.');
  if (tab === 'parsed' && document !== null && wantsLineBreaks(document.body.text, document.format)) {
    const { stored } = view[side];
    notes.push(
      <>
        {stored ? 'As stored.' : 'Line breaks are added for reading. Places in notes are those of the text as sent.'}{' '}
        <a href={`${viewUrl(path, view, side, { stored: !stored, window: 'near' })}#${side}`}>
          {stored ? 'Add line breaks' : 'Show as sent'}
        </a>
      </>,
    );
  }
  if (notes.length === 0) return null;
  return (
    <div class="cw-code-note">
      {notes.map((note, index) => (
        <p key={index}>{note}</p>
      ))}
    </div>
  );
}

function Content({ props, tab, document, placed }: PartProps & { placed: readonly NumberedFault[] }): VNode {
  const { direction, side, message, path, view } = props;
  if (tab === 'headers') return <HeaderList message={message} />;
  if (tab === 'form') return <FormFields message={message} document={document?.field ?? null} />;
  const shown: MessageView = view[side];
  const common = {
    label: `${TITLES[direction][side]}, body`,
    anchor: ANCHORS[side],
    links: props.links,
    window: shown.window,
    unfold: (from: number) => viewUrl(path, view, side, { window: { from: from - 1 } }),
  };
  if (tab === 'parsed' && document !== null) {
    const broken = !shown.stored && wantsLineBreaks(document.body.text, document.format);
    return <CodeView {...common} body={document.body} format={document.format} broken={broken} faults={placed} />;
  }
  const text = rawText(message);
  if (text === '') return <p class="pad sm dim">The body is empty.</p>;
  const masks = message.fields.length === 0 ? message.body.masks : [];
  return <CodeView {...common} body={{ text, masks }} format="text" broken={false} faults={[]} />;
}
