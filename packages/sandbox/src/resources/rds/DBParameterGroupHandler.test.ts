import { UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { Harness } from '../../__testUtils__/Harness';

jest.setTimeout(120_000);

const STAGES = 'receipt,authentication,authorization,setup_durations,all';

function group(
  Family: string,
  Parameters: Record<string, string>,
  DBParameterGroupName?: string,
) {
  return {
    Resources: {
      Group: {
        Type: 'AWS::RDS::DBParameterGroup',
        Properties: {
          Description: 'A test',
          DBParameterGroupName,
          Family,
          Parameters,
        },
      },
    },
  };
}

describe('a DB parameter group', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await Harness.start();
  });
  afterAll(() => harness.close());

  let count = 0;

  /** @returns why the group could not be created, undefined on success */
  async function rejection(
    family: string,
    parameters: Record<string, string>,
    groupName?: string,
  ): Promise<string | undefined> {
    count += 1;
    const name = `group-${count}`;
    await harness.created(name, group(family, parameters, groupName));
    const events = await harness.events(name);
    return events.find(e => e.ResourceStatus === 'CREATE_FAILED')
      ?.ResourceStatusReason;
  }

  it('13.19 rejects a value that its family does not allow', async () => {
    expect(await rejection('postgres18', { log_connections: '1' })).toContain(
      `Invalid parameter value: 1 for: log_connections allowed values are: ${STAGES} (Service: Rds, Status Code: 400, Error Code: InvalidParameterValue)`,
    );
  });

  it.each([
    ['postgres18', 'log_connections', 'receipt,on', STAGES],
    ['postgres17', 'log_connections', 'all', '0,1'],
    ['postgres16', 'log_disconnections', 'on', '0,1'],
    ['postgres15', 'log_statement', 'dml', 'none,ddl,mod,all'],
    ['postgres15', 'authentication_timeout', '601', '1-600'],
    ['postgres15', 'authentication_timeout', 'long', '1-600'],
    ['postgres17', 'work_mem', '64MB', '64-2147483647'],
    ['postgres17', 'jit', 'off', '0,1'],
  ])('of %s rejects %s = %s', async (family, name, value, allowed) => {
    expect(await rejection(family, { [name]: value })).toContain(
      `Invalid parameter value: ${value} for: ${name} allowed values are: ${allowed} (Service`,
    );
  });

  it.each([
    ['postgres18', 'log_connections', 'all'],
    ['postgres18', 'log_connections', 'receipt,authorization'],
    ['postgres15', 'log_connections', '1'],
    ['postgres17', 'log_statement', 'ddl'],
    ['postgres17', 'authentication_timeout', '600'],
    ['postgres17', 'authentication_timeout', 'LEAST({DBInstanceVCPU*60},600)'],
    ['postgres17', 'an_extension.without_facts', 'anything'],
  ])('of %s accepts %s = %s', async (family, name, value) => {
    expect(await rejection(family, { [name]: value })).toBeUndefined();
  });

  it('13.34 rejects an invalid name of a group', async () => {
    for (const name of ['1st', 'two--hyphens', 'ends-', 'a_b']) {
      expect(await rejection('postgres17', {}, name)).toContain(
        'The parameter DBParameterGroupName is not a valid identifier. Identifiers must begin with a letter;',
      );
    }
    expect(await rejection('postgres17', {}, 'A-valid-name')).toBeUndefined();
  });

  it('13.20 rejects a parameter that cannot be modified or does not exist', async () => {
    const problem = 'Invalid / Unmodifiable / Unsupported DB Parameter';
    expect(
      await rejection('postgres17', { archive_command: 'cp %p /backup' }),
    ).toContain(`${problem}: archive_command`);
    // PostgreSQL has it since version 18.
    expect(await rejection('postgres17', { io_method: 'worker' })).toContain(
      `${problem}: io_method`,
    );
  });

  it('rejects a family that RDS does not have', async () => {
    expect(await rejection('postgres3', {})).toContain(
      'ParameterGroupFamily postgres3 is not a valid parameter group family',
    );
  });

  it('rejects a value in an update and keeps the old one', async () => {
    const accepted = group('postgres18', { log_connections: 'all' });
    await harness.created('updated', accepted);

    await harness.client.send(
      new UpdateStackCommand({
        StackName: 'updated',
        TemplateBody: JSON.stringify(
          group('postgres18', { log_connections: '1' }),
        ),
      }),
    );

    expect((await harness.settled('updated')).StackStatus).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
    const events = await harness.events('updated');
    expect(
      events.find(e => e.ResourceStatus === 'UPDATE_FAILED')
        ?.ResourceStatusReason,
    ).toContain(`for: log_connections allowed values are: ${STAGES}`);
  });
});
