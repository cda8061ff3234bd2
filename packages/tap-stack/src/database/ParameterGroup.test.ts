import { parameterFacts, parameterProblem } from '@tap/aws-facts';
import { ENGINE_MAJOR_VERSIONS } from '../props/engineVersion';
import {
  propertiesOf,
  resourcesOf,
  SHAPES,
  templateOf,
} from '../__testUtils__/shapes';

const parameters = (props: Parameters<typeof templateOf>[0] = {}) =>
  propertiesOf(templateOf(props), 'ParameterGroup').Parameters;

describe('parameter group', () => {
  it.each(SHAPES)(
    'belongs to the primary, and its replicas inherit it, in $size, $retention',
    shape => {
      const template = templateOf(shape);

      expect(resourcesOf(template, 'AWS::RDS::DBParameterGroup')).toHaveLength(
        1,
      );
      for (const { Properties } of resourcesOf(
        template,
        'AWS::RDS::DBInstance',
      )) {
        expect(Properties.DBParameterGroupName).toEqual(
          Properties.SourceDBInstanceIdentifier
            ? undefined
            : { Ref: 'ParameterGroup' },
        );
      }
    },
  );

  it('has formulas for parameters that depend on memory, so that it is the same for every size', () => {
    expect(parameters()).toMatchObject({
      shared_buffers: '{DBInstanceClassMemory/32768}',
      effective_cache_size: '{DBInstanceClassMemory/16384}',
      work_mem: 'GREATEST({DBInstanceClassMemory/1310720},4096)',
      maintenance_work_mem: 'GREATEST({DBInstanceClassMemory/65536},65536)',
      autovacuum_work_mem: 'GREATEST({DBInstanceClassMemory/65536},65536)',
      max_connections:
        'LEAST(GREATEST({DBInstanceClassMemory/20971520},50),500)',
      max_wal_size: 'LEAST({AllocatedStorage/20971520},8192)',
    });
    const groups = SHAPES.map(shape => JSON.stringify(parameters(shape)));
    expect(new Set(groups).size).toBe(1);
  });

  it('has no values with units', () => {
    for (const [name, value] of Object.entries(parameters())) {
      expect([name, value]).not.toEqual([
        name,
        expect.stringMatching(/^\d+ *(kB|MB|GB|ms|s|min)$/i),
      ]);
    }
  });

  it('logs changes of schema and roles through pgAudit, without passwords, and no values of slow statements', () => {
    expect(parameters()).toMatchObject({
      log_statement: 'none',
      'pgaudit.log': 'ddl,role',
      shared_preload_libraries: expect.stringContaining('pgaudit'),
      log_parameter_max_length: '0',
    });
    // Plans contain values.
    expect(parameters()).not.toHaveProperty(['auto_explain.log_min_duration']);
  });

  it('protects queries on replicas from vacuum on the primary', () => {
    expect(parameters()).toMatchObject({
      hot_standby_feedback: '1',
      max_standby_streaming_delay: '30000',
    });
  });

  it('requires TLS and SCRAM', () => {
    expect(parameters()).toMatchObject({
      'rds.accepted_password_auth_method': 'scram',
      'rds.force_ssl': '1',
      ssl_min_protocol_version: 'TLSv1.2',
      password_encryption: 'scram-sha-256',
    });
  });

  it('accepts overrides', () => {
    expect(
      parameters({
        databaseParameters: { random_page_cost: '2', 'auto_explain.log': '1' },
      }),
    ).toMatchObject({
      random_page_cost: '2',
      'auto_explain.log': '1',
      jit: '0',
    });
  });

  it.each(ENGINE_MAJOR_VERSIONS)(
    'has only values that RDS allows, with facts, in PostgreSQL %s',
    engineVersion => {
      const family = `postgres${engineVersion}`;
      const set = Object.entries(parameters({ engineVersion }));
      expect(
        set.filter(([name, value]) =>
          parameterProblem(family, name, String(value)),
        ),
      ).toEqual([]);
      expect(
        set
          .map(([name]) => name)
          .filter(name => !parameterFacts(family, name)?.isModifiable)
          // RDS publishes no table of the parameters of pgAudit.
          .filter(name => !name.startsWith('pgaudit.')),
      ).toEqual([]);
    },
  );

  it.each([
    [
      '17',
      { work_mem: '32' },
      "databaseParameters.work_mem: RDS rejects '32' in the family postgres17: the allowed values are 64-2147483647 (in kB, without a unit); for example work_mem: '64'",
    ],
    [
      '18',
      { log_connections: '1' },
      "databaseParameters.log_connections: RDS rejects '1' in the family postgres18: the allowed values are receipt,authentication,authorization,setup_durations,all; for example log_connections: 'receipt'",
    ],
    [
      '17',
      { port: '5433' },
      "databaseParameters.port: RDS sets this parameter itself and does not allow changes; for example work_mem: '65536'",
    ],
    [
      '17',
      { io_method: 'worker' },
      "databaseParameters.io_method: the family postgres17 of RDS has no parameter of this name; for example work_mem: '65536'",
    ],
  ])(
    'of PostgreSQL %s rejects %j',
    (engineVersion, databaseParameters, words) => {
      expect(() =>
        templateOf({
          engineVersion,
          databaseParameters: databaseParameters as Record<string, string>,
        }),
      ).toThrow(words);
    },
  );
});
