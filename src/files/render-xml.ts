/** Nodes of binary XML and their values -> the XML text that Windows would show. */
import { arrayTexts, Damaged, isArray, NULL_TYPE, type StoredValue, valueText } from './binary-values.ts';
import { type BinaryXml, type Budget, isBinaryXml, spend, type XmlNode } from './binary-xml.ts';

/** Windows nests a template in a value once. */
const MOST_NESTED = 8;
const BYTES_PER_STEP = 64;
const SPECIAL = /[&<>"']/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
/** Not allowed in XML, and of no meaning in an event. */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

interface Scope {
  xml: BinaryXml;
  budget: Budget;
  values: readonly StoredValue[];
  nested: number;
}

/** The XML of the record whose payload stands at `from` in the chunk. @throws Damaged, RangeError */
export function renderRecord(xml: BinaryXml, budget: Budget, { from, end }: { from: number; end: number }): string {
  return nodesText(xml.recordNodes(from, end), { xml, budget, values: [], nested: 0 });
}

function nodesText(nodes: readonly XmlNode[], scope: Scope): string {
  let text = '';
  for (const node of nodes) text += nodeText(node, scope);
  return text;
}

function nodeText(node: XmlNode, scope: Scope): string {
  spend(scope.budget, 1);
  switch (node.type) {
    case 'text':
      return counted(escaped(node.text), scope);
    case 'element':
      return elementText(node, scope);
    case 'substitution': {
      const value = valueOf(node, scope);
      return value === undefined ? '' : storedText(value, scope);
    }
    case 'instance':
      return nested(scope, (inner) => nodesText(node.template, { ...inner, values: node.values }));
    default:
      return node satisfies never;
  }
}

function elementText(element: Extract<XmlNode, { type: 'element' }>, scope: Scope): string {
  const { name, children } = element;
  const [only] = children;
  const value = only?.type === 'substitution' && children.length === 1 ? valueOf(only, scope) : undefined;
  if (only?.type === 'substitution' && children.length === 1 && only.optional && isNothing(value)) return '';

  const open = counted(`<${name}${attributesText(element, scope)}>`, scope);
  const close = `</${name}>`;
  // Windows prints an array as one element for each of its values: %1, %2, ... of classic events.
  if (value !== undefined && isArray(value)) {
    charge(value, scope);
    let text = '';
    for (const item of arrayTexts(scope.xml.chunk, value)) {
      spend(scope.budget, 1);
      text += counted(open + escaped(item) + close, scope);
    }
    return text;
  }
  return open + nodesText(children, scope) + counted(close, scope);
}

function attributesText({ attributes }: Extract<XmlNode, { type: 'element' }>, scope: Scope): string {
  let text = '';
  for (const { name, parts } of attributes) {
    const [only] = parts;
    const isLeftOut = only?.type === 'substitution' && parts.length === 1 && isNothing(valueOf(only, scope));
    if (!isLeftOut) text += ` ${name}="${nodesText(parts, scope)}"`;
  }
  return text;
}

function storedText(value: StoredValue, scope: Scope): string {
  if (isBinaryXml(value)) return nested(scope, (inner) => nodesText(scope.xml.valueNodes(value, inner.nested), inner));
  charge(value, scope);
  const { chunk } = scope.xml;
  const text = isArray(value) ? arrayTexts(chunk, value).join(', ') : valueText(chunk, value);
  return counted(escaped(text), scope);
}

function nested(scope: Scope, render: (inner: Scope) => string): string {
  if (scope.nested >= MOST_NESTED) throw new Damaged('templates nested too deep');
  return render({ ...scope, nested: scope.nested + 1 });
}

function valueOf({ index }: { index: number }, { values }: Scope): StoredValue | undefined {
  return values[index];
}

function isNothing(value: StoredValue | undefined): boolean {
  return value === undefined || value.type === NULL_TYPE;
}

/** A value costs its size, also where nothing of it is printed. */
function charge({ size }: StoredValue, { budget }: Scope): void {
  spend(budget, Math.ceil(size / BYTES_PER_STEP));
}

/** What was rendered counts, also where it is rendered again and again out of one value. */
function counted(text: string, { budget }: Scope): string {
  budget.characters -= text.length;
  if (budget.characters < 0) throw new Damaged('more text than any real chunk has');
  return text;
}

function escaped(text: string): string {
  return text.replace(CONTROLS, ' ').replace(SPECIAL, (c) => ESCAPES[c] ?? c);
}
