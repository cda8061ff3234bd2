/** A limit of something that does not vary with the machine. */
export interface Budget {
  /** What is counted. */
  what: string;
  atMost: number;
  /** Why this number, and what a higher one would mean. */
  reason: string;
}

/**
 * The limits that `./tap test` holds (e2e-tests/budgets.spec.ts). A change that needs more raises the number here, with a reason.
 */
export const BUDGETS = {
  firstPlanCalls: {
    what: 'calls to AWS of the first plan, without prices and reads of stacks',
    atMost: 10,
    reason:
      'Zones, image, offers, version, quotas and address ranges of the account, each read once and kept.',
  },
  planCalls: {
    what: 'calls to CloudFormation of a later plan of a new environment',
    atMost: 1,
    reason: 'Whether the name is taken. Account facts are kept.',
  },
  deployCalls: {
    what: 'calls to AWS of a deployment, without reads that are repeated until it has ended',
    atMost: 7,
    reason:
      'Quotas and address ranges are read right before CreateStack, and offers once for each database class.',
  },
  resources: {
    what: 'resources of a template of the size small',
    atMost: 81,
    reason:
      'CloudFormation creates them in the time of the user, and each is a line of the plan. 500 is the limit of AWS.',
  },
  templateBytes: {
    what: 'bytes of that template',
    atMost: 36_000,
    reason:
      'A template above 51,200 bytes cannot be sent without an S3 bucket, and the largest shape is close to that.',
  },
  refreshCalls: {
    what: 'calls of a full read of 500 environments on five targets',
    atMost: 5,
    reason:
      'One call for each page of 100 stacks, and none for a single environment.',
  },
  refreshBytes: {
    what: 'bytes that CloudFormation returns for one environment in a full read',
    atMost: 4_600,
    reason:
      'Tags, outputs and metadata of each environment are read every minute: at 10,000 environments, each 100 bytes are 1 MB.',
  },
  refreshMutations: {
    what: 'mutations of the catalog by a full read in which nothing has changed',
    atMost: 0,
    reason:
      'A mutation makes the catalog process and stitch all entities of the target.',
  },
  initialFiles: {
    what: 'scripts and style sheets that the front end loads before anything is seen',
    atMost: 25,
    reason:
      'Backstage puts each dependency above 100 kB into a script of its own: another one is a new large dependency on every page.',
  },
  initialBytes: {
    what: 'bytes of these files after gzip',
    atMost: 815_000,
    reason:
      'Three quarters are the core of Backstage, which an app without plugins has, too (docs/PERFORMANCE.md).',
  },
  initialOwnBytes: {
    what: 'bytes of the one that has the code of this repository, after gzip',
    atMost: 6_000,
    reason:
      'The entry of the front-end plugin declares extensions. What their pages need loads with them: an import in the entry, for example of the model of environments, adds thousands of bytes to every page of every adopter.',
  },
  listPageBytes: {
    what: 'bytes of the first page of the list, with 500 environments',
    atMost: 45_000,
    reason:
      'Twenty environments and the values for the filters, whatever the number of environments: the page reads them every 5 to 30 seconds.',
  },
} satisfies Record<string, Budget>;
