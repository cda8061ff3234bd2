import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { textSchema } from './fieldProps';
import { PlanField } from './PlanField';

/** Form field `TapPlan`: shows what Create would do; it has no value. */
export const TapPlan = createFormField({
  name: 'TapPlan',
  component: PlanField,
  schema: textSchema,
});
