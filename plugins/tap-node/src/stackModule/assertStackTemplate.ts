import { METADATA_PARAMETER, REQUIRED_OUTPUTS } from '@tap/plugin-tap-common';
import { StackModule } from './StackModule';
import { StackTemplate } from './StackTemplate';

/**
 * Checks the template that a stack module has made by the rules that TAP depends on.
 *
 * @throws TypeError naming the rule that the template breaks
 */
export function assertStackTemplate(
  module: StackModule,
  template: StackTemplate,
): void {
  if (!template.Parameters?.[METADATA_PARAMETER]) {
    throw new TypeError(
      `the template must have a parameter ${METADATA_PARAMETER}`,
    );
  }
  const missing = REQUIRED_OUTPUTS.filter(name => !template.Outputs?.[name]);
  if (missing.length > 0) {
    throw new TypeError(
      `the template must have the outputs ${REQUIRED_OUTPUTS.join(
        ', ',
      )}, but lacks ${missing.join(', ')}`,
    );
  }
  if (!module.describe(template)) {
    throw new TypeError(
      'describe must recognize the template that synthesize has made',
    );
  }
}
