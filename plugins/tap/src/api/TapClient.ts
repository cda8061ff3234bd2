import { ResponseError } from '@backstage/errors';
import type { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  AlarmState,
  DriftReport,
  Environment,
  EnvironmentHealth,
  EnvironmentOptions,
  EnvironmentPage,
  EnvironmentPlan,
  EnvironmentProgress,
  EnvironmentQuery,
  environmentQueryParams,
  EnvironmentRef,
  EnvironmentRequestInput,
  EnvironmentResource,
  OperationAnswer,
  OperationBody,
  OperationName,
  OperationRecord,
  SetupReport,
  SuffixAvailability,
} from '@tap/plugin-tap-common';
import { TapApi } from './TapApi';

/** Response while the drift detection is in progress. */
interface Detecting {
  status: 'detecting';
}

/** {@link TapApi} over HTTP. */
export class TapClient implements TapApi {
  /** Pending reads, so that the cards of one page share one request. */
  private readonly reads = new Map<string, Promise<unknown>>();

  constructor(
    private readonly discoveryApi: DiscoveryApi,
    private readonly fetchApi: FetchApi,
  ) {}

  getOptions(): Promise<EnvironmentOptions> {
    return this.read('/options');
  }

  getSuffixAvailability(ref: EnvironmentRef): Promise<SuffixAvailability> {
    return this.read(
      `/targets/${encodeURIComponent(ref.target)}/suffixes/${encodeURIComponent(
        ref.suffix,
      )}`,
    );
  }

  listEnvironments(query: EnvironmentQuery): Promise<EnvironmentPage> {
    return this.read(`/environments?${environmentQueryParams(query)}`);
  }

  getEnvironment(ref: EnvironmentRef): Promise<Environment> {
    return this.read(environmentPath(ref));
  }

  getProgress(ref: EnvironmentRef): Promise<EnvironmentProgress> {
    return this.read(`${environmentPath(ref)}/progress`);
  }

  async getResources(ref: EnvironmentRef): Promise<EnvironmentResource[]> {
    const { items } = await this.read<{ items: EnvironmentResource[] }>(
      `${environmentPath(ref)}/resources`,
    );
    return items;
  }

  async getAlarms(ref: EnvironmentRef): Promise<AlarmState[]> {
    const { items } = await this.read<{ items: AlarmState[] }>(
      `${environmentPath(ref)}/alarms`,
    );
    return items;
  }

  getHealth(ref: EnvironmentRef): Promise<EnvironmentHealth> {
    return this.read(`${environmentPath(ref)}/health`);
  }

  async getOperations(ref: EnvironmentRef): Promise<OperationRecord[]> {
    const { items } = await this.read<{ items: OperationRecord[] }>(
      `${environmentPath(ref)}/operations`,
    );
    return items;
  }

  getSetup(): Promise<SetupReport> {
    return this.read('/setup');
  }

  plan(request: EnvironmentRequestInput): Promise<EnvironmentPlan> {
    return this.send('/plan', request);
  }

  run<N extends OperationName>(
    operation: N,
    ref: EnvironmentRef,
    body: OperationBody<N>,
  ): Promise<OperationAnswer<N>> {
    return this.send(`${environmentPath(ref)}/${operation}`, body);
  }

  async detectDrift(
    ref: EnvironmentRef,
    options: { signal?: AbortSignal } = {},
  ): Promise<DriftReport> {
    const path = `${environmentPath(ref)}/drift`;
    for (;;) {
      // The back end waits for some seconds before it responds that the detection is still in progress.
      const answer = await this.send<DriftReport | Detecting>(
        path,
        {},
        options.signal,
      );
      if (answer.status !== 'detecting') {
        return answer;
      }
    }
  }

  private read<T>(path: string): Promise<T> {
    const pending = this.reads.get(path);
    if (pending) {
      return pending as Promise<T>;
    }
    const reading = this.request<T>(path).finally(() =>
      this.reads.delete(path),
    );
    this.reads.set(path, reading);
    return reading;
  }

  private send<T>(
    path: string,
    body: unknown,
    signal?: AbortSignal,
  ): Promise<T> {
    return this.request(path, {
      method: 'POST',
      signal,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  private async request<T>(path: string, init?: RequestInit): Promise<T> {
    const baseUrl = await this.discoveryApi.getBaseUrl('tap');
    const response = await this.fetchApi.fetch(`${baseUrl}${path}`, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}

function environmentPath(ref: EnvironmentRef): string {
  return `/environments/${encodeURIComponent(ref.target)}/${encodeURIComponent(
    ref.suffix,
  )}`;
}
