import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  DriftReport,
  Environment,
  EnvironmentList,
  EnvironmentPage,
  EnvironmentProgress,
  EnvironmentQuery,
  selectEnvironments,
  StackAlarm,
  tapEnvironmentReadPermission,
} from '@tap/plugin-tap-common';
import {
  setImmediate as turn,
  setTimeout as sleep,
} from 'node:timers/promises';
import { isUnreachable } from '../aws/isUnreachable';
import { EnvironmentSelector } from '../EnvironmentService';
import { EnvironmentPermissions } from '../permissions/EnvironmentPermissions';
import { assertSignedIn } from './Initiator';
import {
  readSelectionContext,
  SelectionServices,
} from './readSelectionContext';

/** How long a list waits for alarms, in milliseconds. Those that arrive later are for the next list. */
const ALARM_WAIT_MS = 2_000;

/** How old alarms may be for a list that does not wait while they are read again, in milliseconds. */
const ALARMS_USABLE_MS = 60_000;

const NO_ALARMS = { alarms: [], isBeingRead: false };

/**
 * Environments that the caller may read. Others are treated as not existing.
 */
export class VisibleEnvironments {
  /** The alarms that lists have read last, by target. */
  private readonly lastAlarms = new Map<
    string,
    { at: number; alarms: StackAlarm[] }
  >();

  constructor(
    private readonly services: SelectionServices & {
      permissions: EnvironmentPermissions;
    },
  ) {}

  /**
   * Environments of one target, or of all targets, as last read. A target that cannot be read hides neither the others nor its own
   * last listing.
   */
  async list(
    target: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<EnvironmentList> {
    return this.withAlarms(await this.read(target, credentials));
  }

  /** A page of the environments of all targets. Alarms are read for the page only. */
  async page(
    query: EnvironmentQuery,
    credentials: BackstageCredentials,
  ): Promise<EnvironmentPage> {
    const { items, ...listing } = await this.read(undefined, credentials);
    const context = await readSelectionContext(
      items,
      query,
      credentials,
      this.services,
    );
    return this.withAlarms({
      ...listing,
      ...selectEnvironments(items, query, context),
    });
  }

  private async read(
    target: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<EnvironmentList> {
    const { engine } = this.services;
    const names =
      target === undefined ? engine.targetNames : [engine.target(target).name];
    const listings = await Promise.all(
      names.map(async name => [name, await engine.lastListing(name)] as const),
    );
    return {
      items: await this.visible(
        listings.flatMap(([, { environments }]) => environments),
        credentials,
      ),
      readAt: Object.fromEntries(
        listings.flatMap(([name, { readAt }]) =>
          readAt === undefined ? [] : [[name, readAt]],
        ),
      ),
      isBeingRead: listings.some(([, listing]) => listing.isBeingRead),
      unreachable: listings.flatMap(([name, { unreachable }]) =>
        unreachable ? [{ target: name, ...unreachable }] : [],
      ),
    };
  }

  private async withAlarms<L extends EnvironmentList>(list: L): Promise<L> {
    const { alarms, isBeingRead } = await this.alarmsOf(list.items);
    return { ...list, isBeingRead: isBeingRead || list.isBeingRead, alarms };
  }

  /**
   * Alarms that cannot be read, or not soon, hide and delay no environment. A stopped database has no metrics, so its alarms say
   * nothing.
   */
  private async alarmsOf(
    items: Environment[],
  ): Promise<Pick<EnvironmentList, 'alarms' | 'isBeingRead'>> {
    const running = items.filter(({ status }) => status !== 'stopped');
    const targets = [...new Set(running.map(({ target }) => target))];
    const read = await Promise.all(
      targets.map(
        async target => [target, await this.alarmsSoon(target)] as const,
      ),
    );
    const byTarget = new Map(read);
    const found = running.flatMap(({ stackId, stackName, target }) => {
      const names = byTarget
        .get(target)!
        .alarms.filter(alarm => alarm.stackName === stackName)
        .map(({ logicalId }) => logicalId);
      return names.length > 0 ? [[stackId, names]] : [];
    });
    return {
      alarms: found.length > 0 ? Object.fromEntries(found) : undefined,
      isBeingRead: read.some(([, { isBeingRead: isOld }]) => isOld),
    };
  }

  /**
   * The alarms of a target; those of the last read if the next one takes long. One list waits for a slow read, later ones do not.
   * `isBeingRead`: whether newer ones follow.
   */
  private async alarmsSoon(
    target: string,
  ): Promise<{ alarms: StackAlarm[]; isBeingRead: boolean }> {
    const last = this.lastAlarms.get(target);
    const read = this.services.engine.inAlarm(target).then(
      alarms => this.keepAlarms(target, alarms),
      error => {
        if (!isUnreachable(error)) {
          throw error;
        }
        return NO_ALARMS;
      },
    );
    if (last && performance.now() - last.at < ALARMS_USABLE_MS) {
      // Cached alarms are there before the next turn of the event loop.
      return Promise.race([
        read,
        turn({ alarms: last.alarms, isBeingRead: true }),
      ]);
    }
    const late = sleep(ALARM_WAIT_MS, undefined, { ref: false }).then(() => {
      const newest = this.lastAlarms.get(target);
      const { alarms } =
        newest === last ? this.keepAlarms(target, last?.alarms ?? []) : newest!;
      return { alarms, isBeingRead: true };
    });
    return Promise.race([read, late]);
  }

  private keepAlarms(target: string, alarms: StackAlarm[]) {
    this.lastAlarms.set(target, { at: performance.now(), alarms });
    return { alarms, isBeingRead: false };
  }

  /** @throws NotFoundError if there is none, or the caller may not read it */
  async get(
    ref: EnvironmentSelector,
    credentials: BackstageCredentials,
  ): Promise<Environment> {
    const { engine } = this.services;
    const { name } = engine.target(ref.target);
    const found = await engine.get({ suffix: ref.suffix, target: name });
    const [visible] = await this.visible(found ? [found] : [], credentials);
    if (!visible) {
      throw new NotFoundError(
        `suffix: there is no environment '${ref.suffix}' on target '${name}'; nothing was done.`,
      );
    }
    return visible;
  }

  /** Empty if there is none, or the caller may not read it. */
  async progress(
    ref: EnvironmentSelector,
    credentials: BackstageCredentials,
  ): Promise<EnvironmentProgress> {
    const { engine } = this.services;
    const progress = await engine.progress({
      suffix: ref.suffix,
      target: engine.target(ref.target).name,
    });
    const [visible] = await this.visible(
      progress.environment ? [progress.environment] : [],
      credentials,
    );
    return visible ? progress : { done: 0, total: 0, events: [] };
  }

  /** @throws NotFoundError if there is none, or the caller may not read it */
  async drift(
    ref: EnvironmentSelector,
    credentials: BackstageCredentials,
  ): Promise<DriftReport> {
    const { suffix, target } = await this.get(ref, credentials);
    return this.services.engine.drift({ suffix, target });
  }

  private async visible(
    environments: Environment[],
    credentials: BackstageCredentials,
  ): Promise<Environment[]> {
    assertSignedIn(credentials, this.services.auth);
    return this.services.permissions.filter(
      tapEnvironmentReadPermission,
      environments,
      credentials,
    );
  }
}
