import { StackTemplate } from '../stackModule';

export function parseTemplate(body: string): StackTemplate {
  return JSON.parse(body) as StackTemplate;
}

/** How many resources a template has. */
export function resourceCount(template: StackTemplate): number {
  return Object.keys(template.Resources ?? {}).length;
}
