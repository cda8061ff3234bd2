import { IamRequest, RoleSession, sessionArn } from './IamRequest';

/** A request that IAM denies. */
export class Denial {
  /** In AWS's words: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
  readonly message: string;

  /**
   * @param kind - the policies that deny it
   * @param isExplicit - whether a statement denies it, or no statement allows it
   */
  constructor(
    session: RoleSession,
    { action, resource }: IamRequest,
    kind:
      | 'identity-based policy'
      | 'permissions boundary'
      | 'resource-based policy',
    isExplicit: boolean,
  ) {
    const article = kind === 'identity-based policy' ? 'an' : 'a';
    const cause = isExplicit
      ? `with an explicit deny in ${article} ${kind}`
      : `because no ${kind} allows the ${action} action`;
    this.message = `User: ${sessionArn(
      session,
    )} is not authorized to perform: ${action} on resource: ${resource} ${cause}`;
  }
}
