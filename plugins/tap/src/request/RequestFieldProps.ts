import { Environment, EnvironmentOptions } from '@tap/plugin-tap-common';
import { RequestField, RequestValues } from '../lib/requestValues';

/** Props of the groups of fields of a request form. */
export interface RequestFieldProps {
  options: EnvironmentOptions;
  /** Effective values: what the user set, and otherwise the default or the current value. */
  values: RequestValues;
  set: (changes: RequestValues) => void;
  /** Problems that are shown, by field. */
  problems: Partial<Record<RequestField, string>>;
  /** The environment that the form changes; undefined for a new one. */
  existing?: Environment;
}
