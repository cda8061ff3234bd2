/**
 * The environment model of TAP, shared by browser and server.
 *
 * @packageDocumentation
 */

export * from './annotations';
export * from './api';
export * from './drift';
export * from './duration';
export * from './entities';
export * from './environment';
export * from './environmentStatus';
export { FIELD_EXAMPLES } from './fieldExamples';
export * from './finding';
export * from './isCausalFailure';
export * from './isOlderRead';
export * from './metadata';
export * from './names';
export * from './operations';
export * from './ownerRef';
export * from './permissions';
export * from './plainText';
export * from './plan';
export * from './progress';
export * from './resourceCounts';
export * from './reservedEntities';
export * from './resourceState';
export * from './environmentRequest';
export * from './teardownRequest';
export * from './changeRequests';
export * from './parseRequest';
export * from './retention';
export * from './sizes';
export * from './StackStatus';
export * from './suffix';
export * from './tags';
export * from './templates';
