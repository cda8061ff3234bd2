import { Template } from './Template';

/** The scope in which the intrinsic functions of a template are resolved. */
export interface EvaluationScope {
  template: Template;
  accountId: string;
  region: string;
  stackName: string;
  stackId: string;
  notificationArns: string[];
  /** Values by parameter name; arrays for list types. */
  parameters: Record<string, string | string[]>;
  conditions: Record<string, boolean>;
  /** The value of Ref for a resource. */
  ref(logicalId: string): unknown;
  /** The value of Fn::GetAtt for a resource. */
  getAtt(logicalId: string, attribute: string): unknown;
}

/** The value of a pseudo parameter; undefined for any other name. */
export function pseudoParameter(name: string, scope: EvaluationScope): unknown {
  switch (name) {
    case 'AWS::AccountId':
      return scope.accountId;
    case 'AWS::Region':
      return scope.region;
    case 'AWS::StackName':
      return scope.stackName;
    case 'AWS::StackId':
      return scope.stackId;
    case 'AWS::Partition':
      return 'aws';
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    case 'AWS::NotificationARNs':
      return scope.notificationArns;
    default:
      return undefined;
  }
}
