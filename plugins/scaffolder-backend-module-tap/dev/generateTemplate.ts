import { JsonObject } from '@backstage/types';
import { format, resolveConfig } from 'prettier';
import { Document, isMap, isSeq, parseDocument, YAMLMap } from 'yaml';

/** Keywords that are written by hand. All other keywords of a field are generated. */
const BY_HAND = /^ui:/;

/** JSON schema of a field. */
export type FieldSchema = JsonObject & { title: string };

/**
 * Updates the JSON schema in a template. Layout, form fields and comments stay unchanged.
 *
 * @param text - YAML of the template
 * @param fields - JSON schema by name of the field
 * @returns the updated YAML; unchanged if it was up to date
 * @throws Error if the fields of the template and of the schema differ
 */
export function generateTemplate(
  text: string,
  fields: Record<string, FieldSchema>,
): string {
  const document = parseDocument(text);
  const pages = pagesOf(document);
  const placed = pages.flatMap(page => propertiesOf(page));
  assertSameNames(
    placed.filter(([, field]) => !isForFormOnly(field)).map(([name]) => name),
    Object.keys(fields),
  );
  for (const [name, field] of placed) {
    if (fields[name]) {
      replaceKeywords(document, field, fields[name]);
    }
  }
  for (const page of pages.filter(p => p.has('propertyNames'))) {
    page.set(
      'propertyNames',
      document.createNode({ enum: placed.map(([name]) => name).sort() }),
    );
  }
  return format(document.toString({ lineWidth: 0 }), {
    ...resolveConfig.sync('template.yaml'),
    parser: 'yaml',
    singleQuote: true,
  });
}

function pagesOf(document: Document): YAMLMap[] {
  const pages = document.getIn(['spec', 'parameters']);
  if (!isSeq(pages)) {
    throw new Error('spec.parameters is not a list of pages');
  }
  return pages.items.filter((item): item is YAMLMap => isMap(item));
}

function propertiesOf(page: YAMLMap): Array<[string, YAMLMap]> {
  const properties = page.get('properties');
  return isMap(properties)
    ? properties.items.map(pair => [String(pair.key), pair.value as YAMLMap])
    : [];
}

/** Whether a field has no value, such as the plan. */
function isForFormOnly(field: YAMLMap): boolean {
  return field.get('type') === 'null';
}

function replaceKeywords(
  document: Document,
  field: YAMLMap,
  schema: FieldSchema,
) {
  const byHand = field.items.filter(pair => BY_HAND.test(String(pair.key)));
  const { title, ...rest } = schema;
  const generated = Object.entries(rest).map(([keyword, value]) =>
    document.createPair(keyword, value),
  );
  field.items = [document.createPair('title', title), ...byHand, ...generated];
}

function assertSameNames(actual: string[], expected: string[]) {
  const missing = expected.filter(name => !actual.includes(name));
  const surplus = actual.filter(name => !expected.includes(name));
  if (missing.length || surplus.length) {
    throw new Error(
      `The fields of the template and of the schema differ: missing [${missing}], not in the schema [${surplus}]`,
    );
  }
}
