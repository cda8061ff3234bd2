import {
  FieldExtensionComponentProps,
  makeFieldSchema,
} from '@backstage/plugin-scaffolder-react';
import { environmentRequestSchema } from '@tap/plugin-tap-common';

/** What our form fields take: a text that may be absent. */
export type TextFieldProps = FieldExtensionComponentProps<string | undefined>;

/** Schema of our form fields, for the scaffolder's template editor. */
export const textSchema = makeFieldSchema({
  output: z => z.string().optional(),
});

/** The fields of a request, by their names in the form. */
export type RequestField = keyof typeof environmentRequestSchema.shape;

/**
 * The title of a field: the template's, else the one given.
 */
export function fieldTitle(props: TextFieldProps, otherwise: string): string {
  return props.uiSchema?.['ui:title'] ?? props.schema.title ?? otherwise;
}

/** The values of all pages of the form so far. */
export function formValues(props: TextFieldProps): Record<string, unknown> {
  return props.formContext?.formData ?? {};
}

/** A value of another field, where it is a text. */
export function formText(
  values: Record<string, unknown>,
  field: RequestField,
): string | undefined {
  const value = values[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * What is wrong with a value by the request's schema alone.
 *
 * @returns the rule and an example that would pass, or undefined where the value passes
 */
export function schemaProblem(
  field: RequestField,
  value: unknown,
): string | undefined {
  const result = environmentRequestSchema.shape[field].safeParse(value);
  return result.success ? undefined : result.error.issues[0].message;
}

/** Whether the form itself shows a message at the field already, since Next was pressed. */
export function isSaidByForm(
  props: TextFieldProps,
  message: string | undefined,
): boolean {
  return message !== undefined && (props.rawErrors ?? []).includes(message);
}
