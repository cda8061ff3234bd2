import { Tag } from '@aws-sdk/client-cloudformation';
import { TAGS } from '@tap/plugin-tap-common';

/**
 * Tags of a new stack: constant values, and those in app-config.
 */
export function stackTags(facts: {
  portal: string;
  suffix: string;
  size: string;
  requestedBy: string;
  more: Record<string, string>;
}): Tag[] {
  const tags = {
    ...facts.more,
    [TAGS.portal]: facts.portal,
    [TAGS.suffix]: facts.suffix,
    [TAGS.sizeAtCreation]: facts.size,
    [TAGS.requestedBy]: facts.requestedBy,
  };
  return Object.entries(tags).map(([Key, value]) => ({
    Key,
    Value: tagValue(value),
  }));
}

/**
 * A text as the value of a tag: other characters than AWS allows become underscores
 * (https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html).
 */
function tagValue(text: string): string {
  return text.replace(/[^\p{L}\p{N} _.:/=+@-]/gu, '_').slice(0, 256);
}
