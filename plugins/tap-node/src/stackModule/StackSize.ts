/**
 * What a size is made of. TAP itself reads the fields below; a stack module can have more, each with a rule in
 * {@link StackModule.sizeFields}.
 *
 * @public
 */
export interface StackSize {
  /** RDS instance class, for example `db.t4g.medium`. */
  instanceClass: string;
  /** vCPUs of the class; shown to users. */
  vcpus: number;
  /** Memory of the class in MiB; shown to users. */
  memoryMiB: number;
  /** Storage at creation in GiB. Storage of an existing database that is larger by now is kept. */
  storageGiB: number;
  /** Whether the primary has a standby in another availability zone. */
  multiAz: boolean;
  /** Number of read replicas, at most 9. A minor upgrade of a size with replicas takes two updates, see {@link StackInput.replicaEngineVersion}. */
  readReplicas: number;
  /** Whether the databases accept IAM authentication; the page of the environment then shows how to use it. */
  iamAuthentication?: boolean;
}

/**
 * The rule of one field of a size: what app-config may set it to. Numbers are whole; `rule` completes the sentence
 * "'value' …", for example `must be an instance class of RDS`.
 *
 * @public
 */
export type StackSizeField =
  | { type: 'boolean' }
  | { type: 'number'; min: number; max: number }
  | { type: 'string'; pattern: string; rule: string };
