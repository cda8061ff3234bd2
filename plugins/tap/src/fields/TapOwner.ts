import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { schemaProblem, textSchema } from './fieldProps';
import { OwnerField } from './OwnerField';

/** Form field `TapOwner`: who owns the environment. */
export const TapOwner = createFormField({
  name: 'TapOwner',
  component: OwnerField,
  schema: textSchema,
  validation: (owner, field) => {
    const problem = schemaProblem('owner', owner);
    if (problem) {
      field.addError(problem);
    }
  },
});
