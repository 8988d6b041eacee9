import type { ComponentChildren, VNode } from 'preact';
import { HELP_PAGES, type HelpPage } from '../help.js';
import { Badge } from '../ui/badge.js';
import { Card } from '../ui/card.js';
import { Icon } from '../ui/icons.js';
import { Layout, PlainLayout, type Viewer } from '../ui/layout.js';

const KEYS: readonly (readonly [key: string, does: string])[] = [
  ['/', 'search'],
  ['J  K', 'next and previous row'],
  ['Enter', 'open the row'],
  ['T', 'its trace'],
  ['N  P', 'next and previous fault'],
  ['[  ]', 'newer and older page'],
  ['G O', 'orders'],
  ['G E', 'error console'],
  ['?', 'this list'],
];

/** Help is for everyone: in the frame of the console for those who are signed in, plain for all others. */
function Frame({ title, viewer, children }: { title: string; viewer: Viewer | null; children: ComponentChildren }): VNode {
  if (viewer === null) return <PlainLayout title={title}>{children}</PlainLayout>;
  return (
    <Layout title={title} viewer={viewer} page="help">
      {children}
    </Layout>
  );
}

/** Every code by its status, and the keys. */
export function HelpIndexPage({ viewer }: { viewer: Viewer | null }): VNode {
  return (
    <Frame title="Help and error codes" viewer={viewer}>
      <div class="cw-head">
        <div>
          <h1>Help and error codes</h1>
          <p class="dim sm">
            A code never changes its meaning. It stands in the <span class="mono">Cartwright-Code</span> header, in the answer and
            in the error console. The API itself is described under <a href="/docs">API reference</a>.
          </p>
        </div>
      </div>
      <div class="stack">
        <Card title="Codes" end={<span class="xs faint tnum">{HELP_PAGES.length}</span>}>
          <ul class="codes">
            {HELP_PAGES.map((page) => (
              <li key={page.code} id={page.code}>
                <span>
                  <a class="mono strong" href={`/help/${page.code}`}>
                    {page.code}
                  </a>
                </span>
                <span class="dim">{page.title}</span>
                <StatusBadge status={page.status} />
              </li>
            ))}
          </ul>
        </Card>
        <section class="card" id="keys">
          <header>
            <h2>Keys</h2>
          </header>
          <dl class="kv pad">
            {KEYS.map(([key, does]) => (
              <>
                <dt>
                  {key
                    .split(' ')
                    .filter(Boolean)
                    .map((one) => (
                      <>
                        <kbd>{one}</kbd>{' '}
                      </>
                    ))}
                </dt>
                <dd>{does}</dd>
              </>
            ))}
          </dl>
        </section>
      </div>
    </Frame>
  );
}

/** One code: meaning, likely causes, what to do, a snippet. */
export function HelpCodePage({ viewer, page }: { viewer: Viewer | null; page: HelpPage }): VNode {
  return (
    <Frame title={page.code} viewer={viewer}>
      <div class="cw-head">
        <div>
          <div class="cw-crumb">
            <a href="/help">Help and error codes</a>
            <Icon name="chevron-right" small />
            <span>Code</span>
          </div>
          <h1>
            <span class="mono cw-id">{page.code}</span>
            <StatusBadge status={page.status} />
          </h1>
          <p class="dim">{page.title}</p>
        </div>
      </div>
      <div class="stack">
        <Card title="What it means">
          <div class="pad cw-prose">
            <p>{page.meaning}</p>
            {page.wireCode === undefined ? null : (
              <p class="dim">
                A calculation answer says <span class="mono">{page.wireCode}</span> in its place: the protocol has three codes
                only.
              </p>
            )}
          </div>
        </Card>
        <Card title="Likely causes">
          <div class="pad cw-prose">
            <ul>
              {page.causes.map((cause) => (
                <li key={cause}>{cause}</li>
              ))}
            </ul>
          </div>
        </Card>
        <Card title="What to do">
          <div class="pad cw-prose">
            <ol>
              {page.fix.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            <pre class="well" id="snippet" tabIndex={0} aria-label={`Example, ${page.snippet.language}`}>
              {page.snippet.text}
            </pre>
            <button class="btn start" type="button" data-copy="#snippet" hidden>
              Copy
            </button>
          </div>
        </Card>
        {viewer === null ? null : (
          <p class="sm">
            Where it came up: <a href={`/console/sandbox/exchanges?search=code:${page.code}`}>sandbox</a>,{' '}
            <a href={`/console/live/exchanges?search=code:${page.code}`}>live</a>
          </p>
        )}
      </div>
    </Frame>
  );
}

function StatusBadge({ status }: { status: number }): VNode {
  return <Badge tone={status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'ok'} word={String(status)} />;
}
