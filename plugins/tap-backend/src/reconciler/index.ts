export * from './onTaskEvent';
export * from './Reconciler';
export * from './Watchers';
