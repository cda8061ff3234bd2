export * from './DriftDetections';
