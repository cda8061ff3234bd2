type Node = { [key: string]: Node | string };

/**
 * Decodes the body of the query protocols into nested objects and arrays. All
 * leaves are strings, because the protocols carry no types.
 *
 * `Tags.member.1.Key=a` and RDS's `Filters.Filter.1.Name=a` become arrays;
 * `ec2` uses `Filter.1.Name=a`.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 * https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 *
 * @param body - application/x-www-form-urlencoded
 */
export function decodeQuery(
  body: string,
  protocol: 'query' | 'ec2',
): Record<string, unknown> {
  const root: Node = Object.create(null);
  for (const [name, value] of new URLSearchParams(body)) {
    place(root, name.split('.'), value);
  }
  return Object.fromEntries(
    Object.entries(root).map(([key, node]) => [key, shape(node, protocol)]),
  );
}

function place(root: Node, path: string[], value: string): void {
  let node = root;
  for (const key of path.slice(0, -1)) {
    const next = node[key];
    if (typeof next === 'object') {
      node = next;
    } else {
      const created: Node = Object.create(null);
      node[key] = created;
      node = created;
    }
  }
  node[path[path.length - 1]] = value;
}

function shape(node: Node | string, protocol: 'query' | 'ec2'): unknown {
  if (typeof node === 'string') {
    return node;
  }
  const keys = Object.keys(node);
  if (isNumbered(node)) {
    return keys
      .sort((a, b) => Number(a) - Number(b))
      .map(key => shape(node[key], protocol));
  }
  const only = node[keys[0]];
  if (protocol === 'query' && keys.length === 1 && isNumbered(only)) {
    return shape(only, protocol);
  }
  return Object.fromEntries(keys.map(key => [key, shape(node[key], protocol)]));
}

function isNumbered(node: Node | string): node is Node {
  return (
    typeof node === 'object' &&
    Object.keys(node).every(key => /^\d+$/.test(key))
  );
}
