import {
  Environment,
  EnvironmentRequestInput,
  settingsOf,
} from '@tap/plugin-tap-common';

/**
 * The request that leaves an environment as it is, to begin a change with. Its expiry is left out: a request counts it
 * from now, and leaves it as it is where it says nothing of it.
 */
export function presentRequest(
  environment: Environment,
): EnvironmentRequestInput {
  const { suffix, target } = environment;
  return { suffix, target, ...settingsOf(environment) };
}

/**
 * Address of the request form with the present values of an environment filled in.
 *
 * @param form - address of the empty form
 * @param environment - as it is now
 */
export function changeFormHref(form: string, environment: Environment): string {
  // The scaffolder's form reads its first values from there.
  const formData = JSON.stringify(presentRequest(environment));
  return `${form}?${new URLSearchParams({ formData })}`;
}

/** The environment that the form was opened to change, where it was. */
export function prefilledSuffix(): string | undefined {
  const formData = new URLSearchParams(window.location.search).get('formData');
  try {
    return JSON.parse(formData ?? '{}').suffix;
  } catch {
    return undefined;
  }
}
