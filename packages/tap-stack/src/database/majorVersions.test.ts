import { ENGINE_MAJOR_VERSIONS, resolveEngineVersion } from '..';
import {
  EXISTING_NETWORK,
  Json,
  pairsOf,
  SHAPES,
  Template,
  templateOf,
} from '../__testUtils__/shapes';

const OTHER_MAJORS = ENGINE_MAJOR_VERSIONS.filter(major => major !== '17');

const EVERYTHING = {
  alarmTopic: true,
  deletionProtection: true,
  s3PrefixListId: 'pl-63a5400a',
};

/**
 * Separates the properties that depend on the PostgreSQL version from the
 * others.
 */
function withoutVersion(template: Template): Json {
  const copy: Template = JSON.parse(JSON.stringify(template));
  const named: Record<string, Json> = {
    family: copy.Resources.ParameterGroup.Properties.Family,
    logConnections:
      copy.Resources.ParameterGroup.Properties.Parameters.log_connections,
    output: copy.Outputs.EngineVersion.Value,
    client:
      copy.Resources.BastionInstance.Properties.UserData['Fn::Base64'][
        'Fn::Sub'
      ].match(/for v in (\d+)/)[1],
  };
  delete copy.Resources.ParameterGroup.Properties.Family;
  delete copy.Resources.ParameterGroup.Properties.Parameters.log_connections;
  delete copy.Resources.BastionInstance.Properties.UserData;
  copy.Outputs.EngineVersion.Value = '';
  for (const [id, { Type, Properties }] of Object.entries(copy.Resources)) {
    if (Type === 'AWS::RDS::DBInstance') {
      named[id] = Properties.EngineVersion;
      delete Properties.EngineVersion;
    }
  }
  return { named, rest: copy };
}

/**
 * The other tests use PostgreSQL 17. Their results apply to each major version,
 * because nothing else depends on the version.
 */
describe('versions', () => {
  it.each(pairsOf(OTHER_MAJORS, SHAPES))(
    'PostgreSQL %s: the template differs only in the version, of %j',
    (engineVersion, shape) => {
      for (const props of [{}, EVERYTHING, { network: EXISTING_NETWORK }]) {
        const usual = withoutVersion(templateOf({ ...shape, ...props }));
        const other = withoutVersion(
          templateOf({ ...shape, ...props, engineVersion }),
        );

        expect(other.rest).toEqual(usual.rest);
        const { family, logConnections, output, client, ...instances } =
          other.named;
        const { full } = resolveEngineVersion(engineVersion);
        expect({ family, logConnections, output, client }).toEqual({
          family: `postgres${engineVersion}`,
          // A boolean until PostgreSQL 17, a list of stages since 18.
          logConnections: engineVersion === '18' ? 'all' : '1',
          output: full,
          client: engineVersion,
        });
        expect(new Set(Object.values(instances))).toEqual(new Set([full]));
      }
    },
  );
});
