import {
  Environment,
  EnvironmentRequestInput,
  settingsOf,
} from '@tap/plugin-tap-common';

/**
 * The request that changes nothing, as the initial values of a change. It has no expiry, because a request counts it
 * from now, and an omitted expiry stays unchanged.
 */
export function presentRequest(
  environment: Environment,
): EnvironmentRequestInput {
  const { suffix, target } = environment;
  return { suffix, target, ...settingsOf(environment) };
}

/**
 * URL of the request form, prefilled with the current values of an environment.
 *
 * @param form - URL of the empty form
 * @param environment - the current environment
 */
export function changeFormHref(form: string, environment: Environment): string {
  // The scaffolder's form reads its initial values from it.
  const formData = JSON.stringify(presentRequest(environment));
  return `${form}?${new URLSearchParams({ formData })}`;
}

/** The environment that the form was opened to change, if any. */
export function prefilledSuffix(): string | undefined {
  const formData = new URLSearchParams(window.location.search).get('formData');
  try {
    return JSON.parse(formData ?? '{}').suffix;
  } catch {
    return undefined;
  }
}
