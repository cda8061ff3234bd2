import { stringify } from 'yaml';
import { markdownTable } from './markdownTable';
import { ALL_SHAPES, templateOf } from './shapes';

/** Markers of the table in README.md. */
export const BYTE_MARKS = ['<!-- bytes -->', '<!-- end of bytes -->'] as const;

/**
 * The template as the CDK CLI sends it, converted with the CLI's toYAML.
 * https://github.com/aws/aws-cdk-cli/blob/main/packages/%40aws-cdk/toolkit-lib/lib/api/cloudformation/template-body-parameter.ts
 */
export function asYaml(template: unknown): string {
  return stringify(template, { schema: 'yaml-1.1', lineWidth: 0 });
}

/**
 * The table of README.md: size in bytes of the smallest and the largest
 * template.
 */
export function byteTable(): string {
  const sizes = ALL_SHAPES.map(shape => {
    const template = templateOf(shape);
    return {
      name: `${shape.size}, ${shape.retention}`,
      json: Buffer.byteLength(JSON.stringify(template)),
      yaml: Buffer.byteLength(asYaml(template)),
    };
  }).sort((a, b) => a.json - b.json);
  return markdownTable(
    ['shape', 'JSON', 'YAML'],
    [sizes[0], sizes[sizes.length - 1]].map(({ name, json, yaml }) => [
      name,
      String(json),
      String(yaml),
    ]),
  );
}
