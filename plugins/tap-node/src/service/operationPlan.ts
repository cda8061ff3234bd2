import {
  Environment,
  EnvironmentRequest,
  OperationName,
  OperationRequest,
  RETENTION_TEXTS,
  SETTING_FIELDS,
  Settings,
  StackOperation,
} from '@tap/plugin-tap-common';

type Setting = keyof Settings;

const RUN_STATE_PLANS = {
  stop: ({ scheduled }: OperationRequest<'stop'>) =>
    scheduled ? 'Database: stopped by its running hours' : 'Database: stopped',
  start: ({ scheduled }: OperationRequest<'start'>) =>
    scheduled ? 'Database: started by its running hours' : 'Database: started',
};

function rotationPlan({
  graceHours,
}: OperationRequest<'rotate-credentials'>): string {
  return `Passwords of the roles: rotated; the previous ones are accepted ${
    graceHours === 0 ? 'no longer' : `for ${graceHours} hours`
  }`;
}

/**
 * What an operation changes, in short sentences for the history of the environment.
 *
 * @param name - name of the operation
 * @param request - parsed input of the operation
 * @param operation - what CloudFormation has accepted
 * @param environment - before an update or a deletion; the new environment of a creation
 */
export function operationPlan(
  name: OperationName,
  request: OperationRequest<OperationName>,
  operation: StackOperation,
  environment: Environment,
): string[] {
  switch (operation) {
    case 'create':
      return creation(environment);
    case 'delete':
      return [
        `On teardown: ${RETENTION_TEXTS[environment.retention].title}`,
        ...((request as OperationRequest<'teardown'>).onlyIfExpired
          ? [`Expired: ${environment.expiresAt}`]
          : []),
      ];
    default:
      if (name === 'rotate-credentials') {
        return [
          rotationPlan(request as OperationRequest<'rotate-credentials'>),
        ];
      }
      return name === 'stop' || name === 'start'
        ? [RUN_STATE_PLANS[name](request as OperationRequest<'stop' | 'start'>)]
        : changes(request as Partial<EnvironmentRequest>, environment);
  }
}

function creation(environment: Environment): string[] {
  const { backupRetentionDays, expiresAt } = environment;
  return [
    `Size: ${environment.size}`,
    `PostgreSQL version: ${environment.engineVersion}`,
    `On teardown: ${RETENTION_TEXTS[environment.retention].title}`,
    ...(backupRetentionDays === undefined
      ? []
      : [
          `${SETTING_FIELDS.backupRetentionDays.title}: ${backupRetentionDays}`,
        ]),
    ...(expiresAt === undefined ? [] : [`Expires: ${expiresAt}`]),
  ];
}

function changes(
  request: Partial<EnvironmentRequest>,
  environment: Environment,
): string[] {
  const settings = (Object.keys(SETTING_FIELDS) as Setting[]).flatMap(name => {
    const [before, after] = [environment[name], request[name]];
    return after === undefined || isSame(name, before, after)
      ? []
      : [
          `${SETTING_FIELDS[name].title}: ${shown(name, before)} → ${shown(
            name,
            after,
          )}`,
        ];
  });
  return request.expiresIn === undefined
    ? settings
    : [...settings, `Expires: ${request.expiresIn} after the change`];
}

/** A major version in a request keeps an environment that has one of its minor versions. */
function isSame(name: Setting, before: unknown, after: unknown): boolean {
  return (
    before === after ||
    (name === 'engineVersion' && String(before).startsWith(`${after}.`))
  );
}

function shown(name: Setting, value: Settings[Setting] | undefined): string {
  if (value === undefined) {
    return 'none';
  }
  return name === 'retention'
    ? RETENTION_TEXTS[value as Settings['retention']].title
    : String(value);
}
