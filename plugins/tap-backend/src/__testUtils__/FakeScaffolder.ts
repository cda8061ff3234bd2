import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import express from 'express';
import Router from 'express-promise-router';

/** A task in the format of the scaffolder API. */
export interface FakeTask {
  id: string;
  status: string;
  lastHeartbeatAt?: string;
  spec: { parameters: JsonObject };
  events?: Array<{ type: string; createdAt: string }>;
}

/** The scaffolder routes that TAP calls, over HTTP. Records the created tasks with their creators. */
export class FakeScaffolder {
  readonly created: Array<{
    templateRef: string;
    values: JsonObject;
    principal: unknown;
  }> = [];
  tasks: FakeTask[] = [];
  /** Response to return instead of creating tasks. */
  refusal: { status: number; body: JsonObject } | undefined;

  /** Returns 500 for the events of tasks. */
  isDown = false;

  readonly feature = createBackendPlugin({
    pluginId: 'scaffolder',
    register: registration => {
      registration.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        init: async ({ httpAuth, httpRouter }) => {
          const router = Router();
          router.use(express.json());
          router.post('/v2/tasks', async (req, res) => {
            if (this.refusal) {
              res.status(this.refusal.status).json(this.refusal.body);
              return;
            }
            const { principal } = await httpAuth.credentials(req);
            this.created.push({ ...req.body, principal });
            const id = `task-${this.created.length}`;
            const parameters = req.body.values;
            this.tasks.push({ id, status: 'open', spec: { parameters } });
            res.status(201).json({ id });
          });
          router.get('/v2/tasks', async (req, res) => {
            const wanted = [req.query.status].flat();
            const matching = this.tasks.filter(t => wanted.includes(t.status));
            const offset = Number(req.query.offset);
            const page = matching.slice(
              offset,
              offset + Number(req.query.limit),
            );
            res.json({ tasks: page, totalTasks: matching.length });
          });
          router.get('/v2/tasks/:id/events', async (req, res) => {
            const task = this.tasks.find(t => t.id === req.params.id);
            const status = task ? 200 : 404;
            res.status(this.isDown ? 500 : status).json(task?.events ?? []);
          });
          router.get('/v2/tasks/:id', async (req, res) => {
            const task = this.tasks.find(t => t.id === req.params.id);
            res.status(task ? 200 : 404).json(task ?? {});
          });
          httpRouter.use(router);
        },
      });
    },
  });
}
