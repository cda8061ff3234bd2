import { randomUUID } from 'node:crypto';
import { AwsError } from '../../protocol/AwsError';
import { ResourceFailure } from '../../resources/ResourceHandler';

/** Thrown when the sandbox closes; nothing is recorded. */
export class SandboxClosing extends Error {}

/** The reason of a failure event, in CloudFormation's format. */
export function failureReason(error: unknown): string {
  if (error instanceof ResourceFailure) {
    return `Resource handler returned message: "${
      error.reason
    }" (RequestToken: ${randomUUID()}, HandlerErrorCode: ${
      error.handlerErrorCode
    })`;
  }
  if (error instanceof AwsError) {
    return error.message;
  }
  const message = error instanceof Error ? error.message : String(error);
  return `Resource handler returned message: "${message}" (RequestToken: ${randomUUID()}, HandlerErrorCode: InternalFailure)`;
}
