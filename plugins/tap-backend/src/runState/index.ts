export * from './RunStateKeeper';
