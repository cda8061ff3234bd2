import { Sandbox } from '@tap/sandbox';
import { synthesizeTemplate } from '..';
import {
  deployToSandbox,
  failuresOf,
  outputsOf,
  physicalIdsOf,
  SANDBOX_PINS,
  updateInSandbox,
} from '../__testUtils__/deployToSandbox';
import { Template } from '../__testUtils__/shapes';

jest.setTimeout(180_000);

const PROPS = {
  ...SANDBOX_PINS,
  environmentSuffix: 'policy',
  size: 'micro',
} as const;

/** A change that replaces each resource; no property of a key does. */
const REPLACING: Record<string, Record<string, string>> = {
  DatabaseInstance: { DBName: 'other' },
  Bucket: { BucketName: 'another-name-1' },
  AccessLogs: { BucketName: 'another-name-2' },
  Secret: { Name: 'another-name' },
};

describe('stack policy in the sandbox', () => {
  let sandbox: Sandbox;
  let stackId: string;
  let ids: Record<string, string>;
  let values: Record<string, string>;

  beforeAll(async () => {
    sandbox = await Sandbox.start({ speed: 3_000 });
    const stack = await deployToSandbox(sandbox, PROPS);
    const outputs = outputsOf(stack);
    stackId = stack.StackId!;
    ids = await physicalIdsOf(sandbox, stackId);
    values = {
      ...ids,
      'Key.Arn': outputs.KmsKeyArn,
      'Bucket.Arn': `arn:aws:s3:::${ids.Bucket}`,
      'AccessLogs.Arn': `arn:aws:s3:::${ids.AccessLogs}`,
      'DatabaseInstance.Endpoint.Address': outputs.DatabaseEndpoint,
      'DatabaseInstance.Endpoint.Port': outputs.DatabasePort,
      'DatabaseInstance.DbiResourceId': outputs.DbiResourceId,
    };
  });
  afterAll(() => sandbox.close());

  /** Runs an update and returns the denied changes; no resource may be lost. */
  const refusals = async (template: Template): Promise<string> => {
    const earlier = await failuresOf(sandbox, stackId);
    const stack = await updateInSandbox(
      sandbox,
      stackId,
      JSON.stringify(template),
    );
    const all = await failuresOf(sandbox, stackId);

    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await physicalIdsOf(sandbox, stackId)).toEqual(ids);
    return all.slice(0, all.length - earlier.length).join('\n');
  };

  it.each(Object.keys(REPLACING))('denies replacing %s', async id => {
    const template = templateNow();
    Object.assign(template.Resources[id].Properties, REPLACING[id]);

    expect(await refusals(template)).toMatch(
      new RegExp(
        `${id}: .*denied by stack policy.*\\[Update:Replace, Update:Delete\\]`,
      ),
    );
  });

  it.each(['Key', ...Object.keys(REPLACING)])(
    'denies deleting %s, even if nothing references it',
    async id => {
      expect(await refusals(without(templateNow(), id, values))).toMatch(
        new RegExp(
          `${id}: .*denied by stack policy.*\\[Update:Replace, Update:Delete\\]`,
        ),
      );
    },
  );

  it('contains exactly the resources of these tests', () => {
    const { stackPolicyBody } = synthesizeTemplate(PROPS);
    const [, deny] = JSON.parse(stackPolicyBody).Statement;

    expect(deny.Resource.sort()).toEqual(
      ['Key', ...Object.keys(REPLACING)]
        .map(id => `LogicalResourceId/${id}`)
        .sort(),
    );
  });
});

function templateNow(): Template {
  return JSON.parse(synthesizeTemplate(PROPS).templateBody);
}

/**
 * The template without a resource; references to it are replaced with literal
 * values.
 */
function without(
  template: Template,
  id: string,
  values: Record<string, string>,
): Template {
  const literally = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(literally);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const { Ref: reference, 'Fn::Sub': text } = value as Record<string, string>;
    if (reference === id) {
      return values[id];
    }
    return text === undefined
      ? Object.fromEntries(
          Object.entries(value).map(([key, item]) => [key, literally(item)]),
        )
      : {
          'Fn::Sub': text.replace(
            new RegExp(`\\$\\{(${id}(?:\\.[\\w.]+)?)\\}`, 'g'),
            (_, name) => values[name],
          ),
        };
  };
  const { [id]: _, ...others } = template.Resources;
  const rest = Object.fromEntries(
    Object.entries(others).map(([name, { DependsOn, ...resource }]) => {
      const dependencies = [DependsOn ?? []].flat().filter(d => d !== id);
      return [
        name,
        dependencies.length > 0
          ? { ...resource, DependsOn: dependencies }
          : resource,
      ];
    }),
  );
  return literally({ ...template, Resources: rest }) as Template;
}
