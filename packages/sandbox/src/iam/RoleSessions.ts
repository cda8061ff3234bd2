import { randomBytes } from 'node:crypto';
import { StateStore } from '../state/StateStore';
import { RoleSession } from './IamRequest';

const COLLECTION = 'role-sessions';

/** A session of a role, with the time at which its credentials expire, in milliseconds since 1970. */
export interface TimedSession extends RoleSession {
  expiresAt: number;
}

/** The sessions of assumed roles, by access key ID. */
export class RoleSessions {
  constructor(private readonly store: StateStore) {}

  /** @returns the access key ID of the new session */
  open(session: TimedSession): string {
    // The prefix of temporary credentials:
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
    const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
    this.store.put(COLLECTION, accessKeyId, session);
    return accessKeyId;
  }

  find(accessKeyId: string): TimedSession | undefined {
    return this.store.get<TimedSession>(COLLECTION, accessKeyId);
  }
}
