export * from './Reconciler';
export * from './Watchers';
