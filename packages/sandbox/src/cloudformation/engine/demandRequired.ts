import { propertyProblems, ResourceProperties } from '@tap/aws-facts';
import { ResourceRecord } from '../StackRecord';
import { validationError } from '../validationError';

/**
 * The words of AWS: https://github.com/aws-cloudformation/iac-model-evaluation/issues/29
 *
 * @throws AwsError `ValidationError` if a property is missing that the schema of the type requires
 */
export function demandRequired(
  { type, logicalId }: Pick<ResourceRecord, 'type' | 'logicalId'>,
  properties: Record<string, unknown>,
): void {
  const { missing } = propertyProblems(type, properties as ResourceProperties);
  if (missing.length > 0) {
    throw validationError(
      [
        `Properties validation failed for resource ${logicalId} with message:`,
        ...missing.map(name => `#: required key [${name}] not found`),
      ].join('\n'),
    );
  }
}
