import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { lowerCaseRef, RETENTIONS } from '@tap/plugin-tap-common';
import { z } from 'zod/v4';
import { environmentPermissionResourceRef } from './environmentPermissionResource';

/** Whether one of the given entity refs, in any case, owns the environment. @public */
export const isOwner = createPermissionRule({
  name: 'IS_OWNER',
  description: 'Allow if one of the given users or groups is the owner',
  resourceRef: environmentPermissionResourceRef,
  paramsSchema: z.object({
    owners: z
      .array(z.string())
      .describe('Full entity refs, for example group:default/payments'),
  }),
  apply: (environment, { owners }) =>
    owners.map(lowerCaseRef).includes(lowerCaseRef(environment.owner)),
  toQuery: ({ owners }) => ({ key: 'owner', values: owners.map(lowerCaseRef) }),
});

/** Whether the environment is on one of the given targets. @public */
export const isTarget = createPermissionRule({
  name: 'IS_TARGET',
  description: 'Allow if the environment is on one of the given targets',
  resourceRef: environmentPermissionResourceRef,
  paramsSchema: z.object({
    targets: z
      .array(z.string())
      .describe('Names of targets in app-config, for example sandbox'),
  }),
  apply: (environment, { targets }) => targets.includes(environment.target),
  toQuery: ({ targets }) => ({ key: 'target', values: targets }),
});

/** Whether the environment has one of the given retentions. @public */
export const hasRetention = createPermissionRule({
  name: 'HAS_RETENTION',
  description: 'Allow if the environment has one of the given retentions',
  resourceRef: environmentPermissionResourceRef,
  paramsSchema: z.object({
    retentions: z
      .array(z.enum(RETENTIONS))
      .describe('Retentions, for example destroy'),
  }),
  apply: (environment, { retentions }) =>
    retentions.includes(environment.retention),
  toQuery: ({ retentions }) => ({ key: 'retention', values: retentions }),
});

/** All rules on environments. @public */
export const environmentRules = { isOwner, isTarget, hasRetention };

const conditionExports = createConditionExports({
  resourceRef: environmentPermissionResourceRef,
  rules: environmentRules,
});

/** Conditions on environments, for permission policies. @public */
export const environmentConditions = conditionExports.conditions;

/** Makes a policy's conditional decision on environments. @public */
export const createEnvironmentConditionalDecision =
  conditionExports.createConditionalDecision;
