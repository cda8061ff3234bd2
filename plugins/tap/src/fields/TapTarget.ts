import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { tapApiRef } from '../api';
import { textSchema } from './fieldProps';
import { choiceProblem } from './offered';
import { TargetField } from './TargetField';

/** Form field `TapTarget`: the account and region. */
export const TapTarget = createFormField({
  name: 'TapTarget',
  component: TargetField,
  schema: textSchema,
  validation: async (target, field, { apiHolder }) => {
    const options = await apiHolder
      .get(tapApiRef)
      ?.getOptions()
      .catch(() => undefined);
    const names = options?.targets.map(({ name }) => name);
    const problem = choiceProblem(target, names, 'in this portal');
    if (problem) {
      field.addError(problem);
    }
  },
});
