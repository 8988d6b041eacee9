import { helpPath } from '../errors.js';
import type { Verdict } from './xml-engine.js';
import type { FaultList } from './xml-faults.js';
import type { XmlNode } from './xml-tree.js';

/** `*[2]`, `c:Item[2]`, `Item`: a step of the engine's paths. */
const STEP = /^(?:[^:[\]]+:)?([^:[\]]+)(?:\[([0-9]+)\])?$/;

/**
 * Tells what the schema's engine found, at the elements it names. Only for what our own tables could not put into words:
 * a differential test looks for such documents.
 */
export function tellVerdict(verdict: Verdict, root: XmlNode, faults: FaultList): void {
  const help = helpPath(verdict.state === 'malformed' ? 'XML_MALFORMED' : 'SCHEMA_FAULT');
  if (verdict.state === 'malformed') {
    const sentence = `the second parser says, at its line ${verdict.line}: ${verdict.message.trim()}`;
    faults.add({ rule: 'xml-malformed', severity: 'error', node: null, offset: root.start, sentence, help });
  }
  if (verdict.state !== 'invalid') return;
  for (const { xpath, message } of verdict.faults) {
    const node = nodeAt(root, xpath);
    faults.add({ rule: 'xsd-other', severity: 'error', node, offset: node.start, sentence: plain(message), help });
  }
}

/** A fault at markup that saxes read and the schema's engine could not, or null if it could. */
export function unreadBy(verdict: Verdict, offset: number): { rule: string; node: null; offset: number; message: string } | null {
  if (verdict.state !== 'malformed') return null;
  return { rule: 'xml-malformed', node: null, offset, message: `this markup is not well formed: ${verdict.message.trim()}` };
}

/** The element that a path of the engine leads to, as far as it can be followed. */
export function nodeAt(root: XmlNode, xpath: string): XmlNode {
  let node = root;
  for (const step of xpath.split('/').slice(2)) {
    const [, name = '', index = '1'] = STEP.exec(step) ?? [];
    // A default namespace has no prefix to name it by: the engine counts all elements then.
    const candidates = name === '*' ? node.children : node.children.filter((child) => child.name === name);
    const next = candidates[Number(index) - 1];
    if (next === undefined) return node;
    node = next;
  }
  return node;
}

function plain(message: string): string {
  return message
    .replace(/\{[^}]*\}/g, '')
    .replace(/^Element '[^']*': /, '')
    .trim()
    .replace(/\.$/, '');
}
