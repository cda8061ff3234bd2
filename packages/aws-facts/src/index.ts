/**
 * Facts that AWS publishes about the resources of TAP's stacks, as dated data.
 *
 * @packageDocumentation
 */
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
export { RESOURCE_TYPES, RESOURCE_TYPES_DATE } from './resourceTypes';
export type {
  ResourceHandlerFacts,
  ResourceTaggingFacts,
  ResourceTypeFacts,
} from './resourceTypes';
