import { boundaryGrants } from './boundaryGrants';
import { engineActions } from './engineActions';
import { engineGrants } from './engineGrants';
import type { IamDocuments } from './IamDocument';
import type { IamNames } from './IamNames';
import { DRIFT_HANDLERS, iamNeeds, OPERATION_HANDLERS } from './IamNeed';
import { mergeGrants } from './mergeGrants';
import { stackGrants } from './stackGrants';
import { stackResources } from './stackResources';
import { WITHHELD_READS } from './withheldReads';

/**
 * The IAM documents of an account, from the templates that TapStack synthesizes, AWS's facts about their resource types,
 * and the commands that the engine sends.
 *
 * @param names - of the account; see `EXAMPLE_NAMES` for those in docs/iam/*.json
 * @throws Error if something needs an action that does not exist, or that these functions cannot restrict to a resource
 */
export async function iamDocuments(names: IamNames): Promise<IamDocuments> {
  const resources = stackResources();
  const types = resources.map(({ type }) => type);
  const reads = (await iamNeeds(types, DRIFT_HANDLERS)).filter(
    need => !WITHHELD_READS.some(({ action }) => action === need.action),
  );
  return {
    'portal-role': mergeGrants([
      ...(await engineGrants(names, engineActions())),
      ...(await stackGrants(names, resources, reads)),
    ]),
    'portal-role-trust': {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: names.trustedPrincipal },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': names.externalId } },
        },
      ],
    },
    'service-role': mergeGrants(
      await stackGrants(
        names,
        resources,
        await iamNeeds(types, OPERATION_HANDLERS),
      ),
    ),
    'service-role-trust': {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudformation.amazonaws.com' },
          Action: 'sts:AssumeRole',
          // AWS documents the key for extensions of CloudFormation, not for service roles. If it is absent, IAM still
          // lets only principals of the role's account pass the role.
          // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cross-service-confused-deputy-prevention.html
          Condition: {
            StringEqualsIfExists: { 'aws:SourceAccount': names.accountId },
          },
        },
      ],
    },
    boundary: mergeGrants(boundaryGrants(names, resources)),
  };
}
