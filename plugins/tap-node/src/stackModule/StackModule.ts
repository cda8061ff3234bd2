import { CredentialsRotation, Egress, Retention } from '@tap/plugin-tap-common';
import { PinnedOptions, StackInput } from './StackInput';
import { StackSize, StackSizeField } from './StackSize';
import { StackTemplate } from './StackTemplate';

/** What CloudFormation is given. @public */
export interface SynthesizedStack {
  /** Template as JSON, at most 51,200 bytes. */
  templateBody: string;
  /**
   * Stack policy as JSON: denies what would lose data
   * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html).
   */
  stackPolicyBody: string;
}

/** A read replica in a template; plain data. @public */
export interface ReplicaFacts {
  logicalId: string;
  instanceClass: string;
  /** Exact version of PostgreSQL; undefined if the template does not name it. */
  engineVersion?: string;
}

/** What a template says of itself; plain data. @public */
export interface StackFacts {
  /** Logical ID of the primary database, an `AWS::RDS::DBInstance`. */
  primaryDatabase: string;
  /** Exact version of PostgreSQL that the template names, for example `17.9`; undefined if it names none. */
  engineVersion?: string;
  /** Instance class of the primary, for a stack with read replicas. */
  instanceClass?: string;
  /** The read replicas; undefined for none. */
  replicas?: ReplicaFacts[];
  /** Logical IDs of the resources whose replacement or removal loses data: TAP rejects such a change. */
  dataHolders: string[];
  /**
   * The pinned options that the template was made with. Only for a module whose earlier environments were created by a release
   * of TAP that did not pin options in the metadata; without it, their updates use those of app-config.
   */
  options?: PinnedOptions;
}

/**
 * The contract of a stack module: what the module that `tap.stack.module` of app-config names exports. TAP knows nothing
 * else of the stack. docs/STACK-MODULE.md explains it and has a complete example.
 *
 * The back end loads the module in its main thread. It must not load aws-cdk-lib, which takes a second and changes
 * functions of Node.js: only the {@link StackModule.synthesizer} does, in a worker thread.
 *
 * Rules for the template:
 *
 * - The stack's name is `TapStack-<suffix>`; TAP chooses it.
 * - A parameter `TapMetadata` of type String with a default, echoed by one resource that nothing depends on. Every
 *   other parameter has a default. Updates keep its value.
 * - Outputs: the required ones of `environmentOutputsSchema` in `@tap/plugin-tap-common`, and of the others those that the
 *   stack has.
 *   `DatabaseSecretArn` is a secret with the JSON fields `username` and `password`, without quotes and backslashes.
 * - No assets, macros, nested stacks or named IAM resources: TAP uploads nothing and acknowledges only `CAPABILITY_IAM`.
 *
 * @public
 */
export interface StackModule {
  /** The sizes by name, from small to large: that is the order in which users see them. */
  readonly sizes: Readonly<Record<string, StackSize>>;
  /** Name of the size that a new environment has if neither its request nor app-config names one. */
  readonly defaultSize: string;
  /** The fields of a size, each with its rule. Sizes in app-config are checked with it when the back end starts. */
  readonly sizeFields: Readonly<Record<string, StackSizeField>>;
  /**
   * Public SSM parameter with the ID of a machine image, for a stack with an EC2 instance. TAP reads it when an environment
   * is created, and pins the image ({@link StackInput.imageId}).
   */
  readonly imageParameter?: string;
  /** EC2 instance type of that instance: TAP chooses availability zones that offer it. */
  readonly hostInstanceType?: string;

  /**
   * Name or absolute path of the module that makes the templates, a {@link StackSynthesizer}: for example
   * `@acme/stack/synthesis`, or `require.resolve('./OrdersStack')`.
   */
  readonly synthesizer: string;

  /** Fewest availability zones that a size needs, 2 or 3. */
  requiredZones(size: StackSize): number;

  /** Days that automated backups are kept if a request does not say, 1 to 35. */
  defaultBackupRetentionDays(size: StackSize, retention: Retention): number;

  /**
   * For a stack with a bastion: egress of a new environment with its own network if app-config does not set it. TAP pins it
   * when it creates the environment. Without this function, `egress` is in the input only if app-config sets it.
   */
  defaultEgress?(size: StackSize): Egress;

  /**
   * Describes a template that the module has made, in this release or an earlier one. It only looks at the template.
   *
   * @returns undefined for the template of another module: TAP then rejects an update, and still tears it down
   */
  describe(template: StackTemplate): StackFacts | undefined;

  /**
   * For a stack with read replicas: the values of the parameters that PostgreSQL requires to be at least as high on a
   * standby as on its primary, for example `max_connections`. TAP compares them before and after a change to decide whether
   * the primary or its replicas restart first. Without this function, TAP changes them in one update.
   * https://www.postgresql.org/docs/current/hot-standby.html#HOT-STANDBY-ADMIN
   *
   * @param template - made by any release of the module
   * @param size - that the instances have
   */
  standbyParameters?(
    template: StackTemplate,
    size: StackSize,
  ): Record<string, number>;

  /**
   * For a stack whose database has roles: values of template parameters that rotate the passwords of the roles. The
   * new passwords are in the secrets of the roles when the update is complete. It must be possible to make the update again,
   * and its failure must leave a valid password in each secret. Without this function, TAP does not rotate passwords.
   *
   * @returns values by name of the parameter. TAP rejects the rotation of a stack that lacks one, which an earlier release of
   *   the module made
   */
  rotateCredentials?(rotation: CredentialsRotation): Record<string, string>;

  /**
   * Switches on what a retention promises, once the stack is complete: what `snapshot` and `retain` keep is part of the
   * deletion from then on. It only looks at the template, and must not change the one that it gets.
   *
   * @param template - of the stack, made by any release of any module
   * @returns the template after the change; an equal one if there is nothing to switch on
   */
  settle(template: StackTemplate, retention: Retention): StackTemplate;
}

/**
 * What the module that {@link StackModule.synthesizer} names exports. A module can narrow the type of its sizes.
 *
 * @public
 */
export interface StackSynthesizer<Size extends StackSize = StackSize> {
  /**
   * Makes the template.
   *
   * @throws an Error with the string properties `field`, `rule` and `example` if a request or app-config breaks a rule; the
   *   user then gets its message. Every other error is reported as a defect of the module.
   */
  synthesize(
    input: StackInput<Size>,
  ): SynthesizedStack | Promise<SynthesizedStack>;
}
