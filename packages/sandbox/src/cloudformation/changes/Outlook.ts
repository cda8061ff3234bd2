import { ResourceDifference } from '../engine/changeOf';
import { Physical, ResourceRecord } from '../StackRecord';
import { TemplateResource } from '../template/Template';

/** What is known of a resource before the update is carried out. */
export interface Outlook {
  resource: TemplateResource;
  record: ResourceRecord;
  current: Physical;
  /** If everything that is only modified stays as it is. */
  certain: { properties: Record<string, unknown>; change: ResourceDifference };
  /** If everything that is touched changes all its attributes. */
  possible: { properties: Record<string, unknown>; change: ResourceDifference };
}
