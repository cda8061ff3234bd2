import { Environment } from '@tap/plugin-tap-common';
import { CatalogWait } from '../catalog/CatalogWait';

/** Records the waits, and returns at once. */
export class FakeCatalogWait
  implements Pick<CatalogWait, 'untilGone' | 'untilShown'>
{
  readonly waits: string[] = [];

  async untilShown({ size, suffix }: Environment): Promise<void> {
    this.waits.push(`until ${suffix} is shown, ${size}`);
  }

  async untilGone({ suffix }: Environment): Promise<void> {
    this.waits.push(`until ${suffix} is gone`);
  }
}
