export * from './followProgress';
export * from './planText';
export * from './runOperation';
