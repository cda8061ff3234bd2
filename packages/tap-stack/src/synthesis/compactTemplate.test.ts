import { SHAPES, templateOf } from '../__testUtils__/shapes';
import { compactTemplate } from './compactTemplate';

const compacted = (value: unknown) =>
  compactTemplate({ Resources: { A: { Properties: { value } } } }).Resources.A
    .Properties;

describe('compactTemplate', () => {
  it.each([
    ['an attribute', { 'Fn::GetAtt': ['Key', 'Arn'] }, '${Key.Arn}'],
    [
      'an attribute of an attribute',
      { 'Fn::GetAtt': ['Database', 'Endpoint.Address'] },
      '${Database.Endpoint.Address}',
    ],
    [
      'strings without a delimiter',
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3']] },
      'arn:${AWS::Partition}:s3',
    ],
    [
      'strings with a delimiter',
      { 'Fn::Join': [',', [{ Ref: 'A' }, { 'Fn::GetAtt': ['B', 'Name'] }]] },
      '${A},${B.Name}',
    ],
    [
      'strings that look like a variable',
      { 'Fn::Join': ['${x}', ['${aws:InstanceId}', { Ref: 'A' }]] },
      '${!aws:InstanceId}${!x}${A}',
    ],
  ])('writes %s as Fn::Sub', (_, value, text) => {
    expect(compacted(value)).toEqual({ value: { 'Fn::Sub': text } });
    expect(compacted([{ deep: value }])).toEqual({
      value: [{ deep: { 'Fn::Sub': text } }],
    });
  });

  it.each([
    ['a reference', { Ref: 'Key' }],
    ['an attribute that may be a list', { 'Fn::GetAtt': ['E', 'DnsEntries'] }],
    [
      'a Join of non-strings',
      { 'Fn::Join': ['', ['a', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }]] },
    ],
    ['a Join of a list', { 'Fn::Join': [',', { 'Fn::GetAZs': '' }] }],
    ['a string', '${literal}'],
    ['a number', 1],
    ['nothing', null],
  ])('does not change %s', (_, value) => {
    expect(compacted(value)).toEqual({ value });
  });

  it('replaces a list of one dependency with the dependency, without undefined values', () => {
    const template = {
      Description: 'Some',
      Resources: {
        One: { DependsOn: ['Two'] },
        Two: { DependsOn: ['Three', 'Four'], Properties: {} },
      },
      Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
    };

    expect(JSON.parse(JSON.stringify(compactTemplate(template)))).toEqual({
      Description: 'Some',
      Resources: {
        One: { DependsOn: 'Two' },
        Two: { DependsOn: ['Three', 'Four'], Properties: {} },
      },
      Outputs: { Arn: { Value: { 'Fn::Sub': '${Key.Arn}' } } },
    });
  });

  it('replaces a list of one policy statement with the statement', () => {
    const one = { Effect: 'Allow', Resource: { 'Fn::GetAtt': ['B', 'Arn'] } };
    const small = { Effect: 'Allow', Resource: { 'Fn::Sub': '${B.Arn}' } };

    expect(compacted({ Statement: [one] })).toEqual({
      value: { Statement: small },
    });
    expect(compacted({ Statement: [one, one] })).toEqual({
      value: { Statement: [small, small] },
    });
    expect(compacted({ Other: [one] })).toEqual({ value: { Other: [small] } });
  });

  it.each(SHAPES)('has been applied in $size, $retention', shape => {
    const template = JSON.stringify(templateOf({ ...shape, alarmTopic: true }));

    expect(template).not.toContain('Fn::GetAtt');
    expect(template).not.toContain('Fn::Join');
  });
});
