import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { textSchema } from './fieldProps';
import { choiceProblem, offeredTarget } from './offered';
import { RetentionField } from './RetentionField';

/** Form field `TapRetention`: what happens to the data in the end. */
export const TapRetention = createFormField({
  name: 'TapRetention',
  component: RetentionField,
  schema: textSchema,
  validation: async (retention, field, { apiHolder, formData }) => {
    const target = await offeredTarget(apiHolder, formData);
    const problem = choiceProblem(
      retention,
      target?.retentions,
      `on ${target?.name}`,
    );
    if (problem) {
      field.addError(problem);
    }
  },
});
