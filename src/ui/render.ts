import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** A whole page as text. Preact escapes every text and attribute; there is no way round it. */
export const renderPage = (page: VNode): string => `<!doctype html>${renderToString(page)}`;
