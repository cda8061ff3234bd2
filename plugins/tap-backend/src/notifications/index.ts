export * from './OwnerNotifier';
