import { checkTemplate } from './checkTemplate';
import { parseYaml, YamlError } from './parseYaml';
import { Template } from './Template';
import { validationError } from '../validationError';

/**
 * Parses and validates a template body, JSON or YAML.
 *
 * @throws AwsError `ValidationError` with CloudFormation's message
 */
export function parseTemplate(body: string): Template {
  const parsed = parseBody(body);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw validationError('Template format error: unsupported structure.');
  }
  const raw = parsed as Partial<Template>;
  const template: Template = {
    ...raw,
    Parameters: raw.Parameters ?? {},
    Mappings: raw.Mappings ?? {},
    Conditions: raw.Conditions ?? {},
    Resources: raw.Resources ?? {},
    Outputs: raw.Outputs ?? {},
  };
  checkTemplate(template);
  return template;
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // not JSON, or malformed
  }
  try {
    return parseYaml(body);
  } catch (error) {
    if (!(error instanceof YamlError)) {
      throw error;
    }
    const format = body.trimStart().startsWith('{') ? 'JSON' : 'YAML';
    throw validationError(
      `Template format error: ${format} not well-formed. (line ${error.line}, column ${error.column})`,
    );
  }
}
