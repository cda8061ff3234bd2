import { parseEntityRef } from '@backstage/catalog-model';
import {
  CredentialsRotation,
  Environment,
  KeptResource,
  RETENTION_TEXTS,
  StackOperation,
} from '@tap/plugin-tap-common';
import { OperationOutcome } from '@tap/plugin-tap-node';

/** The end of an operation. */
export interface OperationEnd {
  /**
   * A creation can end in UPDATE_COMPLETE, if its retention needs an update, and in DELETE_COMPLETE or DELETE_FAILED if it
   * failed or was cancelled.
   */
  operation: StackOperation;
  outcome: OperationOutcome;
  /** Entity ref; set if the operation changed the owner. */
  previousOwner?: string;
  /** Set if the operation rotated the passwords of the database's roles. */
  rotation?: CredentialsRotation;
}

/** A notification about the end of an operation. */
interface EndText {
  title: string;
  description: string;
  severity: 'normal' | 'high';
}

/**
 * Describes how an operation ended.
 *
 * @param environment - the environment after the operation
 */
export function endText(environment: Environment, end: OperationEnd): EndText {
  const name = `PostgreSQL environment ${environment.suffix}`;
  const { message, result } = end.outcome;
  switch (result) {
    case 'completed':
      return { ...completed(name, environment, end), severity: 'normal' };
    case 'cancelled':
      return {
        title: cancelledTitle(name, end.operation),
        description: message ?? '',
        severity: 'normal',
      };
    default:
      return {
        title: failedTitle(name, environment, end.operation),
        description: message ?? environment.statusReason ?? '',
        severity: 'high',
      };
  }
}

function completed(
  name: string,
  environment: Environment,
  { operation, outcome, previousOwner, rotation }: OperationEnd,
): Pick<EndText, 'description' | 'title'> {
  if (operation === 'delete') {
    return {
      title: `${name} was torn down`,
      description: keptText(environment, outcome.kept),
    };
  }
  if (previousOwner !== undefined) {
    return {
      title: `${name} was transferred to ${nameOf(environment.owner)}`,
      description: `The previous owner is ${nameOf(
        previousOwner,
      )}. The owner can change the environment and tear it down.`,
    };
  }
  if (rotation) {
    return {
      title: `The passwords of ${name} were rotated`,
      description: rotationText(rotation),
    };
  }
  return operation === 'create'
    ? {
        title: `${name} is ready`,
        description: 'Its page shows how to connect to the database.',
      }
    : {
        title: `${name} was changed`,
        description: 'Its page shows the current settings.',
      };
}

function rotationText({
  previousValidUntil,
  requestedAt,
}: CredentialsRotation): string {
  return `Clients must read user name and password from the secrets again. The previous passwords are ${
    previousValidUntil > requestedAt
      ? `accepted until ${previousValidUntil}`
      : 'no longer accepted'
  }.`;
}

/** What a teardown has left: the promise of the retention, with IDs, and what could not be deleted. */
function keptText({ retention }: Environment, kept: KeptResource[]): string {
  const retained = kept.filter(({ kind }) => kind === 'retained');
  const orphaned = kept.filter(({ kind }) => kind === 'orphaned');
  return [
    RETENTION_TEXTS[retention].kept,
    retained.length > 0 && `Kept: ${list(retained)}.`,
    orphaned.length > 0 &&
      `Could not be deleted and can cost money: ${list(orphaned)}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

function list(resources: KeptResource[]): string {
  return resources
    .map(({ logicalId, physicalId, resourceType }) =>
      [resourceType, physicalId ?? logicalId].join(' '),
    )
    .join(', ');
}

function cancelledTitle(name: string, operation: StackOperation): string {
  return operation === 'create'
    ? `The creation of ${name} was cancelled`
    : `The change of ${name} was cancelled`;
}

function failedTitle(
  name: string,
  { stackStatus }: Environment,
  operation: StackOperation,
): string {
  switch (stackStatus) {
    case 'UPDATE_ROLLBACK_COMPLETE':
      return `${name} could not be changed and was rolled back`;
    case 'DELETE_COMPLETE':
      return `${name} could not be created, and its stack was deleted`;
    case 'DELETE_FAILED':
      return operation === 'create'
        ? `${name} could not be created, and parts of its stack remain`
        : `${name} could not be torn down completely`;
    default:
      return `${name} has failed (${stackStatus})`;
  }
}

function nameOf(ownerRef: string): string {
  return parseEntityRef(ownerRef).name;
}
