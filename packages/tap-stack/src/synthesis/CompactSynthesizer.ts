import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BootstraplessSynthesizer, ISynthesisSession } from 'aws-cdk-lib';
import { compactTemplate } from './compactTemplate';

/**
 * Synthesizes without bootstrap and assets, and reduces the template size: see
 * {@link compactTemplate}.
 */
export class CompactSynthesizer extends BootstraplessSynthesizer {
  synthesize(session: ISynthesisSession): void {
    super.synthesize(session);
    const file = path.join(
      session.assembly.outdir,
      this.boundStack.templateFile,
    );
    const template = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify(compactTemplate(template)));
  }
}
