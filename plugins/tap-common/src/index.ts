/**
 * The environment model of TAP, shared by browser and server.
 *
 * @packageDocumentation
 */

export * from './annotationPrefix';
export * from './annotations';
export * from './api';
export * from './awsPartition';
export * from './drift';
export * from './duration';
export * from './entities';
export * from './entityTypes';
export * from './engineVersions';
export * from './egress';
export * from './environment';
export * from './environmentPrice';
export * from './environmentQuery';
export * from './environmentQueryParams';
export * from './environmentResource';
export * from './expiresSoon';
export type { Field, Fields } from './field';
export { FIELDS, SETTING_FIELDS } from './fields';
export * from './environmentStatus';
export * from './finding';
export * from './health';
export * from './alarms';
export * from './isCausalFailure';
export * from './isOlderRead';
export * from './metadata';
export * from './names';
export * from './operations';
export * from './operationRecord';
export * from './ownerRef';
export * from './ownerTitle';
export * from './permissions';
export * from './plainText';
export * from './plan';
export * from './progress';
export * from './resourceCounts';
export * from './reservedEntities';
export * from './requestDefaults';
export * from './resourceState';
export * from './environmentRequest';
export * from './teardownRequest';
export * from './changeRequests';
export * from './parseRequest';
export * from './retention';
export * from './runState';
export * from './credentialsRotation';
export { settingsOf, settingsSchema } from './settings';
export type { Settings } from './settings';
export * from './setup';
export * from './selectEnvironments';
export * from './sizes';
export * from './StackStatus';
export * from './suffix';
export * from './tags';
export * from './templates';
export * from './uptime';
