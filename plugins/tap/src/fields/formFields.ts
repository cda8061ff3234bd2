import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

/** Form fields of the request form; templates refer to them by `ui:field`. */
export const formFields = [
  FormFieldBlueprint.make({
    name: 'suffix',
    params: {
      field: () => import('./SuffixField').then(m => m.suffixFormField),
    },
  }),
  FormFieldBlueprint.make({
    name: 'target',
    params: {
      field: () => import('./TargetField').then(m => m.targetFormField),
    },
  }),
  FormFieldBlueprint.make({
    name: 'size',
    params: { field: () => import('./SizeField').then(m => m.sizeFormField) },
  }),
  FormFieldBlueprint.make({
    name: 'retention',
    params: {
      field: () => import('./RetentionField').then(m => m.retentionFormField),
    },
  }),
  FormFieldBlueprint.make({
    name: 'owner',
    params: { field: () => import('./OwnerField').then(m => m.ownerFormField) },
  }),
  FormFieldBlueprint.make({
    name: 'expiry',
    params: {
      field: () => import('./ExpiryField').then(m => m.expiryFormField),
    },
  }),
  FormFieldBlueprint.make({
    name: 'plan',
    params: { field: () => import('./PlanField').then(m => m.planFormField) },
  }),
];
