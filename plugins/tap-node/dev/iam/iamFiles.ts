import { format } from 'prettier';
import { iamDocuments } from './iamDocuments';
import { EXAMPLE_NAMES } from './IamNames';
import { rolesTemplate } from './rolesTemplate';

/**
 * The generated files of docs/iam.
 *
 * @returns text by file name
 */
export async function iamFiles(): Promise<Record<string, string>> {
  const documents = Object.entries(await iamDocuments(EXAMPLE_NAMES));
  return {
    ...Object.fromEntries(
      documents.map(([name, document]) => [
        `${name}.json`,
        format(JSON.stringify(document, null, 2), { parser: 'json' }),
      ]),
    ),
    'roles.yaml': format(await rolesTemplate(), {
      parser: 'yaml',
      singleQuote: true,
    }),
  };
}
