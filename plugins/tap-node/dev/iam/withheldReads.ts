/** A read of drift detection that the portal's role is not granted. */
export interface WithheldRead {
  action: string;
  reason: string;
}

/** Actions of read handlers that the portal's role does not get, although drift detection reads with its permissions. */
export const WITHHELD_READS: WithheldRead[] = [
  {
    action: 'kms:Decrypt',
    reason:
      'With it, the portal could read passwords and the contents of buckets.',
  },
  {
    action: 'kms:GenerateDataKey',
    reason: 'It is for writing secrets. Drift detection writes nothing.',
  },
  {
    action: 'secretsmanager:GetSecretValue',
    reason: 'The portal never needs passwords.',
  },
];
