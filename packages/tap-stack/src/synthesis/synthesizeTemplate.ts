import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import { FEATURE_FLAGS } from './featureFlags';
import { stackName } from '../props/names';
import { TapStack } from '../TapStack';
import type { TapStackProps } from '../props/TapStackProps';
import { withoutValidator } from './withoutValidator';

/** Input for CreateStack. @public */
export interface SynthesizedTemplate {
  stackName: string;
  /** Minified JSON. */
  templateBody: string;
  /** JSON of the stack policy. */
  stackPolicyBody: string;
}

/**
 * Creates the template of an environment without the CDK CLI, lookups or files.
 *
 * @throws TapStackPropsError if a property is invalid
 * @public
 */
export function synthesizeTemplate(props: TapStackProps): SynthesizedTemplate {
  const outdir = mkdtempSync(path.join(tmpdir(), 'tap-stack-'));
  try {
    const app = new App({
      outdir,
      analyticsReporting: false,
      treeMetadata: false,
      // The traces lead to constructs in the output of the CDK CLI, and are a third of the time of a synthesis in Jest.
      context: { ...FEATURE_FLAGS, [DISABLE_CREATION_STACK_TRACES]: true },
    });
    const id = stackName(props.environmentSuffix);
    const stack = new TapStack(app, id, props);
    const assembly = withoutValidator(() => app.synth());
    return {
      stackName: stack.stackName,
      templateBody: JSON.stringify(assembly.getStackArtifact(id).template),
      stackPolicyBody: JSON.stringify(stack.stackPolicy),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
