import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { textSchema } from './fieldProps';
import { choiceProblem, offeredTarget } from './offered';
import { SizeField } from './SizeField';

/** Form field `TapSize`: how large the database is. */
export const TapSize = createFormField({
  name: 'TapSize',
  component: SizeField,
  schema: textSchema,
  validation: async (size, field, { apiHolder, formData }) => {
    const target = await offeredTarget(apiHolder, formData);
    const names = target?.sizes.map(({ name }) => name);
    const problem = choiceProblem(size, names, `on ${target?.name}`);
    if (problem) {
      field.addError(problem);
    }
  },
});
