import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { SuffixAvailability } from '@tap/plugin-tap-common';
import { tapApiRef } from '../api';
import { schemaProblem, textSchema } from './fieldProps';
import { offeredTarget } from './offered';
import { SuffixField } from './SuffixField';

/** Form field `TapSuffix`: the name of the environment. */
export const TapSuffix = createFormField({
  name: 'TapSuffix',
  component: SuffixField,
  schema: textSchema,
  validation: async (suffix, field, { apiHolder, formData }) => {
    const problem = schemaProblem('suffix', suffix);
    if (problem || !suffix) {
      field.addError(problem ?? 'is missing');
      return;
    }
    const target = await offeredTarget(apiHolder, formData);
    const answer: SuffixAvailability | undefined =
      target &&
      (await apiHolder
        .get(tapApiRef)
        ?.getSuffixAvailability({ suffix, target: target.name })
        .catch(() => undefined));
    if (answer && !answer.available && !answer.canBeChanged) {
      field.addError(answer.reason ?? `${suffix} is taken`);
    }
  },
});
