import { TemplateParameter } from './Template';
import { validationError } from '../validationError';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MAX_BYTES = 4096;

/**
 * Checks a value against the constraints of its parameter.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 *
 * @throws AwsError `ValidationError`, with the ConstraintDescription if there
 *   is one
 */
export function checkParameter(
  key: string,
  declared: TemplateParameter,
  value: string,
): void {
  if (Buffer.byteLength(value) > MAX_BYTES) {
    throw validationError(
      `Parameter '${key}' must be at most ${MAX_BYTES} bytes`,
    );
  }
  const broken = itemsOf(declared, value)
    .map(item => brokenConstraint(key, declared, item))
    .find(reason => reason !== undefined);
  if (broken !== undefined) {
    throw validationError(
      declared.ConstraintDescription === undefined
        ? broken
        : `Parameter '${key}' failed to satisfy constraint: ${declared.ConstraintDescription}`,
    );
  }
}

function itemsOf({ Type }: TemplateParameter, value: string): string[] {
  return Type === 'CommaDelimitedList' || Type.startsWith('List<')
    ? value.split(',').map(item => item.trim())
    : [value];
}

function brokenConstraint(
  key: string,
  declared: TemplateParameter,
  value: string,
): string | undefined {
  if (declared.Type === 'Number' || declared.Type === 'List<Number>') {
    return brokenNumber(key, declared, value);
  }
  const { AllowedValues, AllowedPattern, MinLength, MaxLength } = declared;
  if (AllowedValues && !AllowedValues.map(String).includes(value)) {
    return `Parameter '${key}' must be one of AllowedValues`;
  }
  if (MinLength !== undefined && value.length < Number(MinLength)) {
    return `Parameter '${key}' must contain at least ${MinLength} characters`;
  }
  if (MaxLength !== undefined && value.length > Number(MaxLength)) {
    return `Parameter '${key}' must contain at most ${MaxLength} characters`;
  }
  if (
    AllowedPattern !== undefined &&
    !new RegExp(`^(?:${AllowedPattern})$`).test(value)
  ) {
    return `Parameter '${key}' must match pattern ${AllowedPattern}`;
  }
  return undefined;
}

function brokenNumber(
  key: string,
  { AllowedValues, MinValue, MaxValue }: TemplateParameter,
  value: string,
): string | undefined {
  const number = Number(value);
  if (value.trim() === '' || Number.isNaN(number)) {
    return `Parameter '${key}' must be a number`;
  }
  if (AllowedValues && !AllowedValues.map(Number).includes(number)) {
    return `Parameter '${key}' must be one of AllowedValues`;
  }
  if (MinValue !== undefined && number < Number(MinValue)) {
    return `Parameter '${key}' must be a number not less than ${MinValue}`;
  }
  if (MaxValue !== undefined && number > Number(MaxValue)) {
    return `Parameter '${key}' must be a number not greater than ${MaxValue}`;
  }
  return undefined;
}
