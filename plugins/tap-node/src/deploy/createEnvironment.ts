import { CreateStackCommandInput, Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import {
  EnvironmentMetadata,
  METADATA_PARAMETER,
  stackName,
  StackStatus,
  TAGS,
} from '@tap/plugin-tap-common';
import { isNamed } from '../aws/awsErrors';
import { metadataOf, parseTemplate, resourceCount, tagsOf } from '../stack';
import { SynthesizedStack } from '../stackModule';
import { DeployOptions } from '../TapEngine';
import { assertNotCancelled } from '../operation/assertNotCancelled';
import { CAPABILITIES } from '../operation/capabilities';
import { chooseZones } from './chooseZones';
import { CompleteRequest } from './completeRequest';
import { finishCreate } from './finishCreate';
import { findStack, hasToken } from '../operation/findStack';
import { newMetadataValue } from '../operation/metadataValue';
import { newMetadata } from './newMetadata';
import { Operation } from '../operation/Operation';
import { stackInput } from './stackInput';
import { stackTags } from './stackTags';
import { suffixTaken } from './suffixTaken';
import { ReservedRange } from '../operation/AddressRanges';
import { TargetRuntime } from '../operation/TargetRuntime';
import { verifyEngineVersion } from './verifyEngineVersion';
import { verifyQuotas } from './verifyQuotas';
import { verifyNetwork } from './verifyNetwork';
import { verifyZones } from './verifyZones';

/**
 * Makes a new environment: synthesizes, takes the name by CreateStack, which is atomic, and follows the stack.
 */
export async function createEnvironment(
  runtime: TargetRuntime,
  operation: Operation,
  request: CompleteRequest,
  options: DeployOptions,
): Promise<void> {
  const range = await reserveRange(runtime);
  try {
    const { metadata, synthesized } = await prepareInRange(
      runtime,
      request,
      options,
      range?.cidr,
    );
    const template = parseTemplate(synthesized.templateBody);
    await verifyQuotas(runtime, template, metadata);
    assertNotCancelled(operation);
    operation.fold.expect(resourceCount(template));
    const { stack, attached } = await takeName(
      runtime,
      createInput(runtime, synthesized, metadata, request, options),
    );
    operation.accepted('create', stack, attached);
    await finishCreate(
      runtime,
      operation,
      stack,
      // An earlier attempt has chosen another address range.
      attached ? metadataOf(stack) ?? metadata : metadata,
    );
  } finally {
    range?.release();
  }
}

/**
 * The template and the metadata of a new environment, with everything pinned that must stay as it is. Only reads.
 *
 * @throws InputError or ConflictError where the target's network or RDS has no place for it
 */
export async function prepareCreate(
  runtime: TargetRuntime,
  request: CompleteRequest,
  options: Pick<DeployOptions, 'owner' | 'taskId'>,
): Promise<PreparedCreation> {
  const range = await reserveRange(runtime);
  try {
    return await prepareInRange(runtime, request, options, range?.cidr);
  } finally {
    range?.release();
  }
}

/** What CloudFormation is given for a new environment. */
interface PreparedCreation {
  metadata: EnvironmentMetadata;
  synthesized: SynthesizedStack;
}

/** @returns undefined where the target has no pool */
async function reserveRange({
  addressRanges,
  target,
}: TargetRuntime): Promise<ReservedRange | undefined> {
  return target.cidrPool === undefined
    ? undefined
    : addressRanges.reserve(target.cidrPool);
}

async function prepareInRange(
  runtime: TargetRuntime,
  request: CompleteRequest,
  options: Pick<DeployOptions, 'owner' | 'taskId'>,
  vpcCidr: string | undefined = runtime.target.vpcCidr,
): Promise<PreparedCreation> {
  // Before the zones, which are suitable only if they offer the version.
  await verifyEngineVersion(runtime, request.engineVersion);
  const { stackModule } = runtime;
  const { imageParameter } = stackModule;
  const [availabilityZones, bastionImageId] = await Promise.all([
    runtime.target.network?.availabilityZones ?? chooseZones(runtime, request),
    imageParameter === undefined
      ? undefined
      : runtime.facts.imageId(imageParameter),
    verifyNetwork(runtime, 'create', {
      size: request.size,
      readReplicas: request.readReplicas,
      network: runtime.target.network,
    }),
  ]);
  const wanted = newMetadata(request, {
    target: { ...runtime.target, vpcCidr },
    owner: options.owner,
    taskId: options.taskId,
    now: new Date(),
    pins: { availabilityZones, bastionImageId },
    stackModule,
  });
  const synthesized = await runtime.synthesizer.synthesize(
    stackInput(
      { suffix: request.suffix, target: runtime.target.name },
      wanted,
      runtime.target,
      { isComplete: false },
    ),
  );
  const engineVersion =
    stackModule.describe(parseTemplate(synthesized.templateBody))
      ?.engineVersion ?? wanted.engineVersion;
  await Promise.all([
    verifyEngineVersion(runtime, engineVersion),
    verifyZones(runtime, {
      size: request.size,
      readReplicas: request.readReplicas,
      engineVersion,
      availabilityZones,
    }),
  ]);
  return { metadata: { ...wanted, engineVersion }, synthesized };
}

function createInput(
  runtime: TargetRuntime,
  synthesized: SynthesizedStack,
  metadata: EnvironmentMetadata,
  request: CompleteRequest,
  options: DeployOptions,
): CreateStackCommandInput {
  return {
    StackName: stackName(request.suffix),
    TemplateBody: synthesized.templateBody,
    StackPolicyBody: synthesized.stackPolicyBody,
    Parameters: [
      {
        ParameterKey: METADATA_PARAMETER,
        ParameterValue: newMetadataValue(
          runtime,
          { suffix: request.suffix, createdAt: new Date() },
          metadata,
        ),
      },
    ],
    Tags: stackTags({
      portal: runtime.portal,
      suffix: request.suffix,
      size: request.size,
      requestedBy: options.requestedBy,
      more: runtime.target.tags,
    }),
    Capabilities: CAPABILITIES,
    OnFailure: 'DELETE',
    ClientRequestToken: options.token,
    RoleARN: runtime.target.serviceRoleArn,
  };
}

/**
 * Calls CreateStack. If the name or the token is taken, the stack shows by which operation: an earlier attempt of this
 * operation whose response was lost, or another one.
 */
async function takeName(
  runtime: TargetRuntime,
  input: CreateStackCommandInput,
): Promise<{ stack: Stack; attached: boolean }> {
  try {
    const stackId = await runtime.stacks.create(input);
    return { stack: newStack(input, stackId), attached: false };
  } catch (error) {
    if (
      !isNamed(error, 'AlreadyExistsException', 'TokenAlreadyExistsException')
    ) {
      throw createRefused(error);
    }
  }
  const suffix = input.Tags!.find(tag => tag.Key === TAGS.suffix)!.Value!;
  const stack = await findStack(runtime, suffix);
  if (
    stack &&
    (await hasToken(runtime, stack.StackId!, input.ClientRequestToken!))
  ) {
    return { stack, attached: true };
  }
  throw suffixTaken(suffix, runtime.target.name, {
    requestedBy: stack && tagsOf(stack)[TAGS.requestedBy],
    isPlaceholder: stack && StackStatus.of(stack.StackStatus!).isPlaceholder,
  });
}

/** The stack as CreateStack has just made it, so that it need not be read. */
function newStack(input: CreateStackCommandInput, stackId: string): Stack {
  return {
    StackId: stackId,
    StackName: input.StackName,
    StackStatus: 'CREATE_IN_PROGRESS',
    CreationTime: new Date(),
    Parameters: input.Parameters,
    Tags: input.Tags,
  };
}

function createRefused(error: unknown): unknown {
  if (isNamed(error, 'LimitExceededException')) {
    return new ConflictError(
      `CloudFormation's quota of stacks in this account and region is used up; nothing was made. Tear down what is no longer needed, or have the quota raised: ${
        (error as Error).message
      }`,
    );
  }
  if (isNamed(error, 'ValidationError', 'InsufficientCapabilitiesException')) {
    return new ConflictError(
      `CloudFormation refused the template; nothing was made: ${
        (error as Error).message
      }`,
    );
  }
  return error;
}
