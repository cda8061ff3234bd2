/**
 * The engine of TAP: synthesize, plan, deploy, update, tear down, watch and list PostgreSQL environments.
 *
 * @packageDocumentation
 */

export * from './config';
export * from './DefaultEnvironmentService';
export * from './DefaultTapEngine';
export * from './environmentEvents';
export * from './EnvironmentService';
export * from './permissions';
export * from './services';
export * from './TapEngine';
