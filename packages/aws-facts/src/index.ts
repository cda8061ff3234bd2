/**
 * Facts that AWS publishes about the resources of TAP's stacks, as dated data.
 *
 * @packageDocumentation
 */
export {
  RESOURCE_TYPES,
  RESOURCE_TYPES_DATE,
  schemaType,
} from './resourceTypes';
export { INSTANCE_ROUNDS_SOURCE, roundsOfCreation } from './instanceRounds';
export type { InstanceRound } from './instanceRounds';
export { INSTANCE_SECONDS, instanceRoundSeconds } from './instanceSeconds';
export {
  creationSeconds,
  DURATION_SOURCES,
  operationSeconds,
  TYPICAL_DURATIONS,
  typicalDurations,
} from './typicalDurations';
export type { TimedResource, TypicalDurations } from './typicalDurations';
export { criticalPath } from './criticalPath';
export type { CriticalPath, TimedTemplate } from './criticalPath';
export {
  getAttReference,
  replaceSubVariables,
  resourceDependencies,
  splitAttribute,
  subVariables,
  templateReferences,
} from './templateReferences';
export type { TemplateReference } from './templateReferences';
export {
  PARAMETER_FACTS_DATE,
  PARAMETER_FAMILIES,
  PARAMETER_SOURCES,
  parameterFacts,
  parameterNames,
} from './parameterFamilies';
export type { ParameterFacts, ParameterSource } from './parameterFamilies';
export {
  describeParameterProblem,
  isParameterFormula,
  parameterProblem,
} from './parameterProblem';
export type { ParameterProblem } from './parameterProblem';
export { parameterDefaults, reservedConnections } from './parameterDefaults';
export { evaluateParameter, parameterAmount } from './parameterFormula';
export type { FormulaVariables } from './parameterFormula';
export type {
  ResourceHandlerFacts,
  ResourceTaggingFacts,
  ResourceTypeFacts,
} from './resourceTypes';
export { STANDARD_SUPPORT_ENDS } from './engineSupport';
export {
  accessSourceKind,
  accessSourcesProblem,
  MOST_ACCESS_SOURCES,
} from './accessSource';
export { extensionsProblem, MOST_EXTENSIONS } from './extensions';
export type { ExtensionsProblem } from './extensions';
export type { AccessSourceKind, AccessSourceProblem } from './accessSource';
export {
  formatIpv4Range,
  isPrivateRange,
  overlaps,
  parseIpv4Range,
} from './ipv4Range';
export type { Ipv4Range } from './ipv4Range';
export { changedProperties } from './changedProperties';
export type { ChangedProperty, ComparedTemplate } from './changedProperties';
export { updateRequirement } from './updateRequirement';
export type { UpdateRequirement } from './updateRequirement';
export type { ResourceProperties } from './conditionalReplacements';
export { propertyProblems } from './propertyProblems';
export type { PropertyProblems } from './propertyProblems';
export { DATABASE_QUOTAS, SERVICE_QUOTAS } from './serviceQuotas';
export type {
  DatabaseQuota,
  QuotaError,
  QuotaExcess,
  ServiceQuota,
} from './serviceQuotas';
export { LIST_PRICES } from './listPrices';
export type { ListPrices } from './listPrices';
export { PRICE_QUERIES, usageTypeOf } from './priceQueries';
export type { PriceQuery } from './priceQueries';
export { replacingProperties } from './replacingProperties';
export {
  ADDITIONAL_ACTIONS,
  handlerActions,
  UNREACHED_ACTIONS,
} from './unreachedActions';
export type {
  AdditionalAction,
  HandlerName,
  UnreachedAction,
} from './unreachedActions';
export {
  partOfWindow,
  SHORTEST_WINDOW_MINUTES,
  windowProblem,
} from './windows';
export type { WindowProblem } from './windows';
export { ZONES_WITHOUT_NAT_GATEWAYS } from './zonesWithoutNatGateways';
