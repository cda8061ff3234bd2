import { TemplateParameter, Template } from './Template';
import { checkParameter } from './checkParameter';
import { validationError } from '../validationError';

/** A parameter of a request. */
export interface ParameterInput {
  key: string;
  value?: string;
  usePrevious?: boolean;
}

/** A parameter of a stack. */
export interface StackParameter {
  key: string;
  value: string;
  /** The value of an SSM-typed parameter. */
  resolved?: string;
  /** Whether the value is masked. */
  noEcho?: boolean;
}

const SSM_TYPE = /^AWS::SSM::Parameter::Value<(.+)>$/;

/**
 * Resolves the parameters of a stack from the request, the previous values and
 * the defaults, and checks the constraints.
 *
 * @param previous - the parameters of the existing stack, empty for a new one
 * @param readSsm - returns the value of a Systems Manager parameter
 * @throws AwsError `ValidationError`
 */
export async function resolveParameters(
  template: Template,
  inputs: readonly ParameterInput[],
  previous: readonly StackParameter[],
  readSsm: (name: string) => Promise<string | undefined>,
): Promise<StackParameter[]> {
  checkKnown(template, inputs);
  const missing: string[] = [];
  const result: StackParameter[] = [];
  for (const [key, declared] of Object.entries(template.Parameters)) {
    const value = chooseValue(key, declared, inputs, previous);
    if (value === undefined) {
      missing.push(key);
    } else {
      checkParameter(key, declared, value);
      result.push({
        key,
        value,
        ...(await resolve(declared, value, readSsm)),
        ...(String(declared.NoEcho) === 'true' && { noEcho: true }),
      });
    }
  }
  if (missing.length > 0) {
    throw validationError(
      `Parameters: [${missing.join(', ')}] must have values`,
    );
  }
  return result;
}

/** Parameter values for intrinsic functions: arrays for list types. */
export function parameterValues(
  template: Template,
  parameters: readonly StackParameter[],
): Record<string, string | string[]> {
  return Object.fromEntries(
    parameters.map(({ key, value, resolved }) => {
      const text = resolved ?? value;
      return [
        key,
        isList(template.Parameters[key]?.Type) ? splitList(text) : text,
      ];
    }),
  );
}

function checkKnown(
  template: Template,
  inputs: readonly ParameterInput[],
): void {
  const unknown = inputs
    .map(({ key }) => key)
    .filter(key => !Object.hasOwn(template.Parameters, key));
  if (unknown.length > 0) {
    throw validationError(
      `Parameters: [${unknown.join(', ')}] do not exist in the template`,
    );
  }
}

function chooseValue(
  key: string,
  declared: TemplateParameter,
  inputs: readonly ParameterInput[],
  previous: readonly StackParameter[],
): string | undefined {
  const input = inputs.find(candidate => candidate.key === key);
  if (input?.usePrevious) {
    const before = previous.find(candidate => candidate.key === key);
    if (!before) {
      throw validationError(
        `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
      );
    }
    return before.value;
  }
  if (input?.value !== undefined) {
    return input.value;
  }
  return declared.Default === undefined ? undefined : String(declared.Default);
}

async function resolve(
  { Type }: TemplateParameter,
  value: string,
  readSsm: (name: string) => Promise<string | undefined>,
): Promise<{ resolved?: string }> {
  if (!SSM_TYPE.test(Type)) {
    return {};
  }
  const resolved = await readSsm(value);
  if (resolved === undefined) {
    throw validationError(
      `Unable to fetch parameters [${value}] from parameter store for this account.`,
    );
  }
  return { resolved };
}

function isList(type: string = ''): boolean {
  const inner = SSM_TYPE.exec(type)?.[1] ?? type;
  return inner === 'CommaDelimitedList' || inner.startsWith('List<');
}

function splitList(text: string): string[] {
  return text === '' ? [] : text.split(',').map(item => item.trim());
}
