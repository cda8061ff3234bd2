import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { EnvironmentService, TooManyRequestsError } from '@tap/plugin-tap-node';
import {
  environmentQuerySchema,
  environmentRequestSchema,
  OPERATION_NAMES,
  OperationDefinition,
  OPERATIONS,
  parseOperation,
  parseRequest,
} from '@tap/plugin-tap-common';
import express from 'express';
import Router from 'express-promise-router';
import { DriftDetections } from '../drift';
import { OperationHistory } from '../history/OperationHistory';
import { TypicalDurations } from '../history/TypicalDurations';
import { requestOperation } from '../operations/requestOperation';
import { SetupCheck } from '../setup';
import { TemplateTasks } from '../tasks';
import { assertMayReadSetup } from './assertMayReadSetup';
import { environmentRefSchema, isPageQuery, listQuerySchema } from './requests';

/** Options of {@link createRouter}. */
export interface RouterOptions {
  durations: TypicalDurations;
  environments: EnvironmentService;
  history: OperationHistory;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  setup: SetupCheck;
  tasks: TemplateTasks;
}

/** Sets the header that the error middleware of Backstage does not set (https://www.rfc-editor.org/rfc/rfc6585#section-4). */
const retryAfter: express.ErrorRequestHandler = (error, _req, res, next) => {
  if (error instanceof TooManyRequestsError) {
    res.setHeader('Retry-After', String(error.retryAfterSeconds));
  }
  next(error);
};

/**
 * Creates the routes under `/api/tap`; `plugins/tap-common/src/api.ts` defines them. Users and services can call them, and
 * the environment service authorizes each call. The error middleware of Backstage turns the errors, of \@backstage/errors,
 * into responses.
 */
export function createRouter(options: RouterOptions): express.Router {
  const {
    durations,
    environments,
    history,
    httpAuth,
    permissions,
    setup,
    tasks,
  } = options;
  const detections = new DriftDetections({ environments });
  const router = Router();
  router.use(express.json());

  const caller = async (req: express.Request) => ({
    credentials: await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    }),
  });

  router.get('/options', async (req, res) => {
    res.json(await environments.options(await caller(req)));
  });

  router.get('/targets/:target/suffixes/:suffix', async (req, res) => {
    const by = await caller(req);
    const ref = parseRequest(environmentRefSchema, req.params);
    res.json(await environments.availability(ref, by));
  });

  router.get('/environments', async (req, res) => {
    const by = await caller(req);
    if (isPageQuery(req.query)) {
      const query = parseRequest(environmentQuerySchema, req.query);
      res.json(await environments.page(query, by));
    } else {
      const { target } = parseRequest(listQuerySchema, req.query);
      res.json(await environments.list({ ...by, target }));
    }
  });

  router.get('/environments/:target/:suffix', async (req, res) => {
    const by = await caller(req);
    const ref = parseRequest(environmentRefSchema, req.params);
    res.json(await environments.get(ref, by));
  });

  router.get('/environments/:target/:suffix/progress', async (req, res) => {
    const by = await caller(req);
    const ref = parseRequest(environmentRefSchema, req.params);
    const progress = await environments.progress(ref, by);
    const recorded = await durations.secondsOf(progress);
    res.json({
      ...progress,
      typicalSeconds: recorded ?? progress.typicalSeconds,
    });
  });

  router.get('/environments/:target/:suffix/resources', async (req, res) => {
    const by = await caller(req);
    const ref = parseRequest(environmentRefSchema, req.params);
    res.json({ items: await environments.resources(ref, by) });
  });

  router.get('/environments/:target/:suffix/health', async (req, res) => {
    const by = await caller(req);
    const ref = parseRequest(environmentRefSchema, req.params);
    res.json(await environments.health(ref, by));
  });

  router.get('/environments/:target/:suffix/alarms', async (req, res) => {
    const by = await caller(req);
    const ref = parseRequest(environmentRefSchema, req.params);
    res.json({ items: await environments.alarms(ref, by) });
  });

  router.get('/environments/:target/:suffix/operations', async (req, res) => {
    const by = await caller(req);
    const ref = parseRequest(environmentRefSchema, req.params);
    res.json({ items: await history.list(ref, by) });
  });

  router.get('/setup', async (req, res) => {
    await assertMayReadSetup(permissions, await caller(req));
    res.json(await setup.run());
  });

  router.post('/plan', async (req, res) => {
    const by = await caller(req);
    const request = parseRequest(environmentRequestSchema, req.body);
    res.json(await environments.plan(request, by));
  });

  for (const operation of OPERATION_NAMES) {
    const { body, inBackground, template }: OperationDefinition =
      OPERATIONS[operation];
    const status = inBackground ? 202 : 200;
    router.post(
      `/environments/:target/:suffix/${operation}`,
      async (req, res) => {
        const by = await caller(req);
        const request = parseOperation(operation, {
          ...parseRequest(body, req.body),
          ...req.params,
        });
        res.status(template === undefined ? status : 201).json(
          await requestOperation(operation, request, {
            environments,
            tasks,
            ...by,
          }),
        );
      },
    );
  }

  router.post('/environments/:target/:suffix/drift', async (req, res) => {
    const by = await caller(req);
    const ref = parseRequest(environmentRefSchema, req.params);
    const report = await detections.detect(ref, by);
    if (report) {
      res.json(report);
    } else {
      res.status(202).json({ status: 'detecting' });
    }
  });

  router.use(retryAfter);
  return router;
}
