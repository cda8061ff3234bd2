import { ResourceDifference } from '../engine/changeOf';
import { Physical, ResourceRecord } from '../StackRecord';
import { TemplateResource } from '../template/Template';

/** What is known about a resource before the update. */
export interface ResourceForecast {
  resource: TemplateResource;
  record: ResourceRecord;
  current: Physical;
  /** Its state if modified resources keep their attributes. */
  certain: { properties: Record<string, unknown>; change: ResourceDifference };
  /** Its state if all attributes of changed resources change. */
  possible: { properties: Record<string, unknown>; change: ResourceDifference };
}
