import {
  FieldExtensionComponentProps,
  makeFieldSchema,
} from '@backstage/plugin-scaffolder-react';
import { environmentRequestSchema } from '@tap/plugin-tap-common';

/** Props of the form fields of TAP: the value is an optional text. */
export type TextFieldProps = FieldExtensionComponentProps<string | undefined>;

/** Schema of the form fields of TAP, for the scaffolder's template editor. */
export const textSchema = makeFieldSchema({
  output: z => z.string().optional(),
});

/** Fields of a request by their names in the form. */
export type RequestField = keyof typeof environmentRequestSchema.shape;

/**
 * Title of a field: that of the template, else the given one.
 */
export function fieldTitle(props: TextFieldProps, otherwise: string): string {
  return props.uiSchema?.['ui:title'] ?? props.schema.title ?? otherwise;
}

/** Current values of all pages of the form. */
export function formValues(props: TextFieldProps): Record<string, unknown> {
  return props.formContext?.formData ?? {};
}

/** Value of another field, if it is a text. */
export function formText(
  values: Record<string, unknown>,
  field: RequestField,
): string | undefined {
  const value = values[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * Validates a value with the schema of the request.
 *
 * @returns the rule and a valid example, or undefined if the value is valid
 */
export function schemaProblem(
  field: RequestField,
  value: unknown,
): string | undefined {
  const result = environmentRequestSchema.shape[field].safeParse(value);
  return result.success ? undefined : result.error.issues[0].message;
}

/** Whether the form itself already shows a message at the field, after Next was pressed. */
export function isSaidByForm(
  props: TextFieldProps,
  message: string | undefined,
): boolean {
  return message !== undefined && (props.rawErrors ?? []).includes(message);
}
