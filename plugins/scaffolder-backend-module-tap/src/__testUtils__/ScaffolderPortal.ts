import { BackendFeature } from '@backstage/backend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateKindModule from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { JsonObject } from '@backstage/types';
import {
  Caller,
  TaskOutcome,
  templateFiles,
  TestPortal,
} from '@tap/plugin-tap-node/testUtils';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import scaffolderModuleTap from '../index';

/** The template files of this repository, by entity ref. */
const TEMPLATES = templateFiles(resolve(__dirname, '../../../../templates'));

/** The real scaffolder and the real catalog with TAP's templates, and a user `pat`. */
export class ScaffolderPortal extends TestPortal {
  static async start(options: {
    /** Additional services. */
    features?: BackendFeature[];
    config?: JsonObject;
    databaseDirectory?: string;
    /** Files of additional catalog entities, by entity ref. */
    entities?: Record<string, string>;
  }): Promise<ScaffolderPortal> {
    const { config, databaseDirectory, entities, features = [] } = options;
    return new ScaffolderPortal({
      databaseDirectory,
      features: [
        catalogPlugin,
        templateKindModule,
        scaffolderPlugin,
        scaffolderModuleTap,
        ...features,
      ],
      config: {
        ...config,
        tap: {
          // The catalog module of TAP is not part of this portal.
          catalogTimeout: { seconds: 0 },
          ...(config?.tap as JsonObject),
        },
      },
      entities: {
        'user:default/pat': resolve(__dirname, 'users.yaml'),
        ...TEMPLATES,
        ...entities,
      },
    }).start();
  }

  /** Runs a template to its end. */
  async run(
    template: string,
    values: object,
    caller?: Caller,
  ): Promise<TaskOutcome> {
    return this.tasks.outcome(
      await this.tasks.submit(template, values, caller),
    );
  }

  /** Retries an ended task, and waits for its end. */
  async retry(taskId: string, caller?: Caller): Promise<TaskOutcome> {
    // The tokens of the mocked auth service never change; those of a real one differ for each retry.
    const secrets = { retry: randomUUID() };
    const path = `/api/scaffolder/v2/tasks/${taskId}/retry`;
    const { status, text } = await this.post(path, { secrets }, caller);
    if (status !== 201) {
      throw new Error(`The retry was answered ${status}: ${text}`);
    }
    return this.tasks.outcome(taskId);
  }

  /** Runs a dry run of a template of this repository. */
  async dryRun(
    template: string,
    values: object,
  ): Promise<{
    log: Array<{ body: { message: string } }>;
    output: JsonObject;
  }> {
    const { body } = await this.post('/api/scaffolder/v2/dry-run', {
      template: parse(
        readFileSync(TEMPLATES[`template:default/${template}`], 'utf8'),
      ),
      values,
      directoryContents: [],
    });
    return body;
  }
}
