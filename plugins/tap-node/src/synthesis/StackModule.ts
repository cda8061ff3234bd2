import type { TapStackProps } from '@tap/stack';

/** What the stack is made from; everything a template depends on. @public */
export type StackInput = Omit<
  TapStackProps,
  'env' | 'synthesizer' | 'analyticsReporting' | 'permissionsBoundary'
> & {
  /** AWS account, 12 digits. */
  accountId: string;
  region: string;
};

/** A synthesized stack. @public */
export interface SynthesizedStack {
  stackName: string;
  /** Minified JSON, at most 51,200 bytes. */
  templateBody: string;
  /** JSON of the stack policy. */
  stackPolicyBody: string;
}

/**
 * What the module named in `tap.stack.module` of app-config exports, by default `@tap/stack`.
 *
 * @public
 */
export interface StackModule {
  synthesizeTemplate(
    props: TapStackProps,
  ): SynthesizedStack | Promise<SynthesizedStack>;
}

/** What the worker is asked. */
export interface SynthesisRequest {
  stackModule: string;
  props: TapStackProps;
}

/** What the worker answers. */
export type SynthesisAnswer =
  | { stack: SynthesizedStack }
  | { error: { name: string; message: string } };
