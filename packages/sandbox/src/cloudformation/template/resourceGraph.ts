import { resourceDependencies } from '@tap/aws-facts';
import { EvaluationScope } from './EvaluationScope';
import { evaluateCondition } from './evaluate';

/** The resources whose condition holds, each with its dependencies. */
export function resourceGraph(scope: EvaluationScope): Map<string, string[]> {
  const { template } = scope;
  return new Map(
    Object.entries(template.Resources)
      .filter(
        ([, { Condition }]) =>
          Condition === undefined || evaluateCondition({ Condition }, scope),
      )
      .map(([logicalId, resource]) => [
        logicalId,
        resourceDependencies(resource, template.Resources),
      ]),
  );
}
