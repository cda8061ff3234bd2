import {
  EnvironmentRequestInput,
  environmentRequestSchema,
} from '@tap/plugin-tap-common';

/** Fields of a request, by their names in the form and in the address. */
export type RequestField = keyof typeof environmentRequestSchema.shape;

/** All fields of a request. */
export const REQUEST_FIELDS = Object.keys(
  environmentRequestSchema.shape,
) as RequestField[];

/** Values of a form as text. An absent field has its default or its current value; an empty text is a cleared field. */
export type RequestValues = Partial<Record<RequestField, string>>;

/**
 * Reads the values of a form from the address, such as `?size=small&retention=snapshot`.
 *
 * @param params - other parameters are ignored
 */
export function valuesFromParams(params: URLSearchParams): RequestValues {
  return Object.fromEntries(
    REQUEST_FIELDS.flatMap(field => {
      const value = params.get(field);
      return value === null ? [] : [[field, value]];
    }),
  );
}

/** The parameters from which {@link valuesFromParams} reads the same values. */
export function paramsOfValues(values: RequestValues): Record<string, string> {
  return Object.fromEntries(
    REQUEST_FIELDS.flatMap(field => {
      const value = values[field];
      return value === undefined ? [] : [[field, value]];
    }),
  );
}

/**
 * The value of a field for the back end.
 *
 * @param text - as typed
 */
export function requestValue(
  field: RequestField,
  text: string,
): string | number {
  const isNumber = field === 'backupRetentionDays' || field === 'readReplicas';
  return isNumber && text !== '' ? Number(text) : text;
}

/**
 * The request of a form.
 *
 * @param values - with a name; fields without a value are omitted
 */
export function requestOf(values: RequestValues): EnvironmentRequestInput {
  return Object.fromEntries(
    REQUEST_FIELDS.flatMap(field => {
      const value = values[field];
      return value === undefined ? [] : [[field, requestValue(field, value)]];
    }),
  ) as unknown as EnvironmentRequestInput;
}
