import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

/** The form fields of the request form; templates name them by `ui:field`. */
export const formFields = [
  FormFieldBlueprint.make({
    name: 'suffix',
    params: { field: () => import('./TapSuffix').then(m => m.TapSuffix) },
  }),
  FormFieldBlueprint.make({
    name: 'target',
    params: { field: () => import('./TapTarget').then(m => m.TapTarget) },
  }),
  FormFieldBlueprint.make({
    name: 'size',
    params: { field: () => import('./TapSize').then(m => m.TapSize) },
  }),
  FormFieldBlueprint.make({
    name: 'retention',
    params: { field: () => import('./TapRetention').then(m => m.TapRetention) },
  }),
  FormFieldBlueprint.make({
    name: 'owner',
    params: { field: () => import('./TapOwner').then(m => m.TapOwner) },
  }),
  FormFieldBlueprint.make({
    name: 'expiry',
    params: { field: () => import('./TapExpiry').then(m => m.TapExpiry) },
  }),
  FormFieldBlueprint.make({
    name: 'plan',
    params: { field: () => import('./TapPlan').then(m => m.TapPlan) },
  }),
];
