import { helpPath } from '../errors.js';
import { isSurelyValid } from './xml-check.js';
import { explain } from './xml-explain.js';
import type { FaultList } from './xml-faults.js';
import type { LaterElement } from './xml-mend.js';
import type { XmlNode } from './xml-tree.js';

/**
 * Judges elements of the later namespace that stand in an earlier one, by our own tables: the schema of the document does
 * not know them. Each may stand once in its parent.
 */
export function judgeLater(later: readonly LaterElement[], text: string, faults: FaultList): void {
  const seen = new Map<XmlNode | null, Set<string>>();
  for (const { node, type } of later) {
    const names = seen.get(node.parent) ?? new Set();
    seen.set(node.parent, names);
    if (names.has(node.name)) {
      const finding = { rule: 'xsd-doubled', node, offset: node.start, expected: `one ${node.name}`, got: `<${node.name}>` };
      const sentence = `expected one ${node.name}; this is one too many`;
      faults.add({ ...finding, severity: 'error', sentence, help: helpPath('SCHEMA_FAULT') });
    } else if (!isSurelyValid(node, type)) explain(node, type, text, faults);
    names.add(node.name);
  }
}

/** Puts them where the decoders look for them. */
export function adoptLater(later: readonly LaterElement[]): void {
  for (const { node } of later) node.parent?.children.push(node);
}
