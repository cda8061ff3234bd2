import {
  decodeProof,
  encodeMetadata,
  EnvironmentMetadata,
  MetadataProof,
  StackProofState,
} from '@tap/plugin-tap-common';
import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Maximum difference between the time in a proof and the creation time of the stack, in milliseconds. A proof is
 * created before CreateStack, which can be delayed and retried; a copy of it in a later stack is invalid.
 */
const CREATION_TOLERANCE_MS = 60 * 60 * 1000;

/** Identifies the stack of a proof; all values are known before CreateStack. */
export interface ProvenStack {
  portal: string;
  accountId: string;
  region: string;
  suffix: string;
  /** CloudFormation's CreationTime; the current time for a new stack. */
  createdAt: Date;
}

/**
 * Signs the metadata of stacks and checks signatures: an HMAC-SHA256, by a key of the portal, over the metadata, the
 * portal's ID, account, region, suffix and creation time. A team that may create stacks in the account cannot make one, and
 * one that is copied from another stack is not valid.
 *
 * The stack's ARN is not part of it: AWS makes its UUID in CreateStack. The creation time takes its place, since two stacks
 * of one name cannot exist at the same time.
 */
export class StackProofs {
  // Private at run time, so that no log or serialization of this object contains the keys.
  readonly #keys: string[];

  /** @param keys - the first one signs, all of them verify */
  constructor(keys: string[]) {
    this.#keys = keys;
  }

  /** Creates the proof for the metadata of a stack. */
  sign(metadata: EnvironmentMetadata, stack: ProvenStack): MetadataProof {
    const stackCreatedAt = stack.createdAt.toISOString();
    const { signed } = decodeProof(encodeMetadata(metadata));
    return {
      stackCreatedAt,
      mac: mac(this.#keys[0], stack, stackCreatedAt, signed).toString(
        'base64url',
      ),
    };
  }

  /**
   * Checks the proof in a stack's metadata.
   *
   * @param value - of the stack's metadata parameter
   */
  check(value: string, stack: ProvenStack): StackProofState {
    const { proof, signed } = decodeProof(value);
    if (!proof) {
      return 'missing';
    }
    const difference =
      Date.parse(proof.stackCreatedAt) - stack.createdAt.getTime();
    const given = Buffer.from(proof.mac, 'base64url');
    const index = this.#keys.findIndex(key =>
      timingSafeEqual(given, mac(key, stack, proof.stackCreatedAt, signed)),
    );
    if (index < 0 || Math.abs(difference) > CREATION_TOLERANCE_MS) {
      return 'missing';
    }
    return index === 0 ? 'current' : 'previous';
  }
}

function mac(
  key: string,
  stack: ProvenStack,
  stackCreatedAt: string,
  signed: string,
): Buffer {
  const { portal, accountId, region, suffix } = stack;
  return createHmac('sha256', key)
    .update(
      JSON.stringify([
        'tap-stack-proof-1',
        portal,
        accountId,
        region,
        suffix,
        stackCreatedAt,
        signed,
      ]),
    )
    .digest();
}
