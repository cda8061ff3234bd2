import {
  Environment,
  FIELDS,
  NEVER,
  Retention,
  RETENTION_TEXTS,
  Uptime,
} from '@tap/plugin-tap-common';
import { daysText, localTime } from './format';
import { lifetimeText } from './lifetimes';
import { UPTIME_TITLES } from './uptimeTitles';
import { RequestField, REQUEST_FIELDS, RequestValues } from './requestValues';

/** A setting that a change sets to another value, in words. */
export interface SettingChange {
  field: RequestField;
  title: string;
  before: string;
  after: string;
}

/** Text for a setting that has no value. */
const NONE = 'None';

/** Texts for settings that have a default if they have no value. */
const DEFAULTS: Partial<Record<RequestField, string>> = {
  extensions: 'Default',
  readReplicas: 'Default of the size',
};

/**
 * The current values of an environment in a form. The expiry is absent, because a request counts it from now, and an omitted
 * expiry stays unchanged.
 */
export function currentValues(environment: Environment): RequestValues {
  return {
    size: environment.size,
    ...(environment.readReplicas !== undefined && {
      readReplicas: String(environment.readReplicas),
    }),
    retention: environment.retention,
    uptime: environment.uptime ?? 'always',
    engineVersion: environment.engineVersion,
    extensions: environment.extensions ?? '',
    backupRetentionDays: String(environment.backupRetentionDays),
    owner: environment.owner,
    description: environment.description ?? '',
  };
}

/**
 * The values that differ from the current ones.
 *
 * @param values - as set by the user
 * @param current - of {@link currentValues}
 */
export function changedValues(
  values: RequestValues,
  current: RequestValues,
): RequestValues {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([field, value]) =>
        value !== current[field as RequestField] &&
        field !== 'suffix' &&
        field !== 'target',
    ),
  );
}

/** The changed settings, in the order of the form. */
export function settingChanges(
  environment: Environment,
  changed: RequestValues,
): SettingChange[] {
  const current = currentValues(environment);
  const endsExpiry =
    changed.retention === 'retain' && environment.expiresAt !== undefined;
  const after: RequestValues = {
    ...changed,
    ...(endsExpiry && { expiresIn: NEVER }),
  };
  return REQUEST_FIELDS.filter(field => after[field] !== undefined).map(
    field => ({
      field,
      title: FIELDS[field].title,
      before:
        field === 'expiresIn'
          ? expiryText(environment)
          : valueText(field, current[field]),
      after: valueText(field, after[field]),
    }),
  );
}

function expiryText({ expiresAt }: Environment): string {
  return expiresAt ? localTime(expiresAt) : lifetimeText(NEVER);
}

function valueText(field: RequestField, value: string | undefined): string {
  if (!value) {
    return DEFAULTS[field] ?? NONE;
  }
  switch (field) {
    case 'retention':
      return RETENTION_TEXTS[value as Retention].title;
    case 'uptime':
      return UPTIME_TITLES[value as Uptime];
    case 'backupRetentionDays':
      return daysText(Number(value));
    case 'expiresIn':
      return lifetimeText(value);
    default:
      return value;
  }
}
