import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { ExpiryField } from './ExpiryField';
import { schemaProblem, textSchema } from './fieldProps';

/** Form field `TapExpiry`: how long the environment shall live. */
export const TapExpiry = createFormField({
  name: 'TapExpiry',
  component: ExpiryField,
  schema: textSchema,
  validation: (expiresIn, field) => {
    const problem = schemaProblem('expiresIn', expiresIn);
    if (problem) {
      field.addError(problem);
    }
  },
});
