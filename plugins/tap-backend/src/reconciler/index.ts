export * from './hearTaskEvent';
export * from './Reconciler';
export * from './Watchers';
