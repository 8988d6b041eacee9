import type { VNode } from 'preact';
import type { MaskedText, StoredMessage } from '../../core/exchange.js';
import { plural } from '../../ui/numbers.js';

/** The headers that are kept; whatever could hold a secret is left out before it is stored. */
export function HeaderList({ message }: { message: StoredMessage }): VNode {
  return (
    <>
      {message.headers.length === 0 ? (
        <p class="pad sm dim">There were no headers of the kinds that are kept.</p>
      ) : (
        <dl class="kv pad">
          {message.headers.map(([name, value], index) => (
            <>
              <dt key={index} class="mono">
                {name}
              </dt>
              <dd class="mono">{value}</dd>
            </>
          ))}
        </dl>
      )}
      <footer>
        <span>
          Only headers that cannot hold a secret are kept. SHA-256 of the body{' '}
          <span class="mono">{message.sha256.slice(0, 16)}…</span>
        </span>
      </footer>
    </>
  );
}

const SHORT_VALUE = 300;

/** The decoded fields of a form; the one with the document is only named, as it has a tab of its own. */
export function FormFields({ message, document }: { message: StoredMessage; document: string | null }): VNode {
  return (
    <dl class="kv pad">
      {message.fields.map(({ name, value }, index) => (
        <>
          <dt key={index} class="mono">
            {name}
          </dt>
          <dd class="mono">
            {name === document ? (
              <span class="dim">the document, {plural(value.text.length, 'character')}</span>
            ) : (
              <Value value={value} />
            )}
          </dd>
        </>
      ))}
    </dl>
  );
}

function Value({ value }: { value: MaskedText }): VNode {
  const { text, masks } = value;
  if (text === '') return <span class="faint">empty</span>;
  return (
    <>
      {text.slice(0, SHORT_VALUE)}
      {text.length > SHORT_VALUE ? <span class="faint"> … {plural(text.length, 'character')}</span> : null}
      {masks.map((mask, index) => (
        <span key={index} class="faint">
          {' '}
          {mask.what}, masked, {mask.tag.slice(0, 4)}
        </span>
      ))}
    </>
  );
}
