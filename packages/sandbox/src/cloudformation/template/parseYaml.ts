import {
  Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Node,
  parseDocument,
} from 'yaml';

/** Position of a YAML syntax error; line and column start at 1. */
export class YamlError extends Error {
  constructor(readonly line: number, readonly column: number) {
    super(`not well-formed at ${line}:${column}`);
    this.name = 'YamlError';
  }
}

/**
 * Parses YAML with CloudFormation's short forms (`!Ref x`, `!GetAtt a.b`).
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 *
 * @throws YamlError
 */
export function parseYaml(text: string): unknown {
  const document = parseDocument(text, { logLevel: 'silent' });
  const [error] = document.errors;
  if (error) {
    const position = error.linePos?.[0];
    throw new YamlError(position?.line ?? 1, position?.col ?? 1);
  }
  return toValue(document.contents, document);
}

function toValue(node: unknown, document: Document.Parsed): unknown {
  if (!isNode(node)) {
    return node;
  }
  if (isAlias(node)) {
    return toValue(node.resolve(document), document);
  }
  const value = plainValue(node, document);
  const tag = node.tag ?? '';
  return tag.startsWith('!') ? intrinsic(tag.slice(1), value) : value;
}

function plainValue(node: Node, document: Document.Parsed): unknown {
  if (isMap(node)) {
    return Object.fromEntries(
      node.items.map(({ key, value }) => [
        String(isScalar(key) ? key.value : key),
        toValue(value, document),
      ]),
    );
  }
  if (isSeq(node)) {
    return node.items.map(item => toValue(item, document));
  }
  return isScalar(node) ? node.value : undefined;
}

function intrinsic(name: string, value: unknown): Record<string, unknown> {
  if (name === 'Ref' || name === 'Condition') {
    return { [name]: value };
  }
  if (name === 'GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.');
    return { 'Fn::GetAtt': [value.slice(0, dot), value.slice(dot + 1)] };
  }
  return { [`Fn::${name}`]: value };
}
