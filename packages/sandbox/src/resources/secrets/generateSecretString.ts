import { randomInt } from 'node:crypto';

import { text, isTrue } from '../names';
import { Properties, ResourceFailure } from '../ResourceHandler';

const CLASSES = {
  ExcludeLowercase: 'abcdefghijklmnopqrstuvwxyz',
  ExcludeUppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  ExcludeNumbers: '0123456789',
  ExcludePunctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
};

const DEFAULT_LENGTH = 32;

/**
 * Generates the value of a secret as Secrets Manager does, alone or within a
 * JSON template.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html
 *
 * @param options - the property `GenerateSecretString`
 * @throws ResourceFailure if the options exclude all characters
 */
export function generateSecretString(options: Properties): string {
  const password = generatePassword(options);
  const template = text(options.SecretStringTemplate);
  const key = text(options.GenerateStringKey);
  if (!template || !key) {
    return password;
  }
  return JSON.stringify({ ...parse(template), [key]: password });
}

function generatePassword(options: Properties): string {
  const excluded = new Set(text(options.ExcludeCharacters) ?? '');
  const classes = Object.entries(CLASSES)
    .filter(([exclusion]) => !isTrue(options[exclusion]))
    .map(([, characters]) => without(characters, excluded))
    .filter(characters => characters.length > 0);
  const every = [
    ...classes.flat(),
    ...(isTrue(options.IncludeSpace) ? without(' ', excluded) : []),
  ];
  const length = Number(options.PasswordLength ?? DEFAULT_LENGTH);
  const required = isTrue(options.RequireEachIncludedType ?? true)
    ? classes
    : [];
  if (every.length === 0 || !(length >= Math.max(1, required.length))) {
    throw new ResourceFailure(
      `A password of ${length} characters cannot be generated from the characters that ExcludeCharacters and the other options allow`,
      'InvalidRequest',
    );
  }
  const characters = Array.from({ length }, (_, index) =>
    pick(required[index] ?? every),
  );
  return shuffled(characters).join('');
}

function without(characters: string, excluded: Set<string>): string[] {
  return [...characters].filter(character => !excluded.has(character));
}

function pick(characters: string[]): string {
  return characters[randomInt(characters.length)];
}

function shuffled(characters: string[]): string[] {
  const result = [...characters];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [result[last], result[other]] = [result[other], result[last]];
  }
  return result;
}

function parse(template: string): object {
  try {
    return JSON.parse(template);
  } catch {
    throw new ResourceFailure(
      'SecretStringTemplate is not valid JSON, such as {"username":"app"}',
      'InvalidRequest',
    );
  }
}
