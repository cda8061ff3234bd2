import { PriceEstimate, REQUEST_DEFAULTS } from '@tap/plugin-tap-common';
import { newMetadata } from '../deploy/newMetadata';
import { stackInput } from '../deploy/stackInput';
import { TargetRuntime } from '../operation/TargetRuntime';
import { PriceVariant } from '../TapEngine';
import { parseTemplate } from '../stack';
import { StackTemplate } from '../stackModule';
import { priceOfTemplate } from './priceOfTemplate';

/**
 * What each size costs on a target, from the template that it would have, which is made once for each variant.
 */
export class SizePrices {
  private readonly known = new Map<string, Promise<StackTemplate>>();

  /** @returns undefined where there is no price for it */
  async price(
    runtime: TargetRuntime,
    size: string,
    variant: PriceVariant = {},
  ): Promise<PriceEstimate | undefined> {
    try {
      return priceOfTemplate(
        await this.template(runtime, size, variant),
        runtime.prices.current(),
      );
    } catch (error) {
      // Environments can be had without knowing what they cost.
      runtime.logger.warn(
        `Failed to compute the price of size ${size}: ${error}`,
      );
      return undefined;
    }
  }

  /**
   * Makes the templates of all sizes ahead, without a call to AWS. The first plan and the first form then wait neither for the
   * worker to load CDK nor for these templates.
   */
  async prepare(runtime: TargetRuntime): Promise<void> {
    for (const size of Object.keys(runtime.target.sizeSpecs)) {
      try {
        await this.template(runtime, size, {});
      } catch (error) {
        // A request that needs the template reports the error.
        runtime.logger.debug(
          `Failed to make the template of size ${size} ahead: ${error}`,
        );
      }
    }
  }

  private template(
    runtime: TargetRuntime,
    size: string,
    variant: PriceVariant,
  ): Promise<StackTemplate> {
    const { egress, readReplicas } = variant;
    const key = [runtime.target.name, size, egress, readReplicas].join('/');
    const known = this.known.get(key);
    if (known) {
      return known;
    }
    const template = synthesize(runtime, size, variant);
    this.known.set(key, template);
    template.catch(() => this.known.delete(key));
    return template;
  }
}

async function synthesize(
  runtime: TargetRuntime,
  size: string,
  { egress, readReplicas }: PriceVariant,
): Promise<StackTemplate> {
  const target = { ...runtime.target, ...(egress && { egress }) };
  const suffix = 'price';
  const availabilityZones =
    target.network?.availabilityZones ??
    ['a', 'b', 'c'].map(letter => target.region + letter);
  const input = stackInput(
    { suffix, target: target.name },
    newMetadata(
      { suffix, ...REQUEST_DEFAULTS, size, readReplicas },
      {
        target,
        owner: '',
        now: new Date(),
        pins: { availabilityZones },
        stackModule: runtime.stackModule,
      },
    ),
    target,
    { isComplete: false },
  );
  const { templateBody } = await runtime.synthesizer.synthesize(input);
  return parseTemplate(templateBody);
}
