import { randomUUID } from 'node:crypto';
import { AwsError } from '../../protocol/AwsError';
import { ResourceFailure } from '../../resources/ResourceHandler';

/** Thrown through the engine when the sandbox closes: nothing is recorded. */
export class SandboxClosing extends Error {}

/** What an event says about a failure, in CloudFormation's form. */
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
