import { randomUUID } from 'node:crypto';
import {
  CedarValueJson,
  PolicyJson,
  preparsePolicySet,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs';
import { LRUCache } from 'lru-cache';

/** What Cedar decides. */
export interface CedarAnswer {
  readonly decision: 'allow' | 'deny';
  /** Names of the policies that decided; none for a denial by default. */
  readonly decisive: readonly string[];
}

/** Answers that are kept. A deployment repeats half of its requests, those that read objects above all. */
const MAX_ANSWERS = 1000;

/** Policies that Cedar evaluates together. */
export class CedarPolicies {
  private readonly id = randomUUID();
  /** By the context of the request, which is all that the policies read. */
  private readonly answers = new LRUCache<string, CedarAnswer>({
    max: MAX_ANSWERS,
  });

  /**
   * @param staticPolicies - by name
   * @throws Error for a policy that Cedar does not accept
   */
  constructor(staticPolicies: Record<string, PolicyJson>) {
    const answer = preparsePolicySet(this.id, { staticPolicies });
    if (answer.type === 'failure') {
      throw new Error(answer.errors.map(({ message }) => message).join('; '));
    }
  }

  /** @throws Error for a context without an attribute that a policy reads */
  evaluate(context: Record<string, CedarValueJson>): CedarAnswer {
    const key = JSON.stringify(context);
    const answer = this.answers.get(key) ?? this.authorize(context);
    this.answers.set(key, answer);
    return answer;
  }

  private authorize(context: Record<string, CedarValueJson>): CedarAnswer {
    const answer = statefulIsAuthorized({
      preparsedPolicySetId: this.id,
      principal: { type: 'Principal', id: 'caller' },
      action: { type: 'Action', id: 'request' },
      resource: { type: 'Resource', id: 'object' },
      entities: [],
      context,
    });
    if (answer.type === 'failure') {
      throw new Error(answer.errors.map(({ message }) => message).join('; '));
    }
    const { decision, diagnostics } = answer.response;
    if (diagnostics.errors.length > 0) {
      throw new Error(
        diagnostics.errors.map(({ error }) => error.message).join('; '),
      );
    }
    return { decision, decisive: diagnostics.reason };
  }
}
