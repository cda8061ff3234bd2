import { json, NextFunction, Request, Response, Router } from 'express';
import { AccountSettings } from '../AccountSettings';
import { CallCounter } from '../protocol/CallCounter';
import { Clock } from '../state/Clock';
import { FaultInjector } from './FaultInjector';

/** Dependencies of the control API. */
export interface ControlOptions {
  faults: FaultInjector;
  calls: CallCounter;
  clock: Clock;
  settings: AccountSettings;
  /** The actual state, for comparison with what clients see. */
  state(): object;
  /** The grants of the roles, and their uses. */
  grants(): object[];
}

/**
 * The control API under `/_sandbox`: health, calls, state, IAM, clock, account settings and faults.
 * Not part of AWS; see README.md.
 */
export function controlRouter(options: ControlOptions): Router {
  const { faults, calls, clock, settings } = options;
  const router = Router();
  router.use(json());
  router.get('/health', (_, response) => {
    response.json({ status: 'ok', pid: process.pid, speed: clock.speed });
  });
  router.get('/state', (_, response) => {
    response.json(options.state());
  });
  router.get('/iam', (_, response) => {
    response.json({ grants: options.grants() });
  });
  router.get('/calls', (_, response) => {
    response.json({ total: calls.total(), operations: calls.byOperation() });
  });
  router.delete('/calls', (_, response) => {
    calls.reset();
    response.sendStatus(204);
  });
  router.get('/clock', (_, response) => {
    response.json({ speed: clock.speed, now: clock.now() });
  });
  router.post('/clock', (request, response) => {
    const { speed, step } = request.body ?? {};
    if (speed !== undefined) {
      clock.setSpeed(Number(speed));
    }
    if (step !== undefined) {
      clock.step(Number(step));
    }
    response.json({ speed: clock.speed, now: clock.now() });
  });
  router.get('/settings', (_, response) => {
    response.json(settings);
  });
  router.post('/settings', (request, response) => {
    const unknown = Object.keys(request.body ?? {}).find(
      name => !(name in settings),
    );
    if (unknown !== undefined) {
      throw new Error(
        `${unknown} must be one of ${Object.keys(settings).join(', ')}`,
      );
    }
    response.json(Object.assign(settings, request.body));
  });
  router.get('/faults', (_, response) => {
    response.json({ faults: faults.list(), hits: faults.hits() });
  });
  router.post('/faults', (request, response) => {
    const { seed, ...fault } = request.body ?? {};
    if (seed !== undefined) {
      faults.seed(Number(seed));
    }
    const id = fault.kind === undefined ? undefined : faults.add(fault);
    response.status(201).json({ id });
  });
  router.delete('/faults', (_, response) => {
    faults.clear();
    response.sendStatus(204);
  });
  router.delete('/faults/:id', (request, response) => {
    faults.remove(request.params.id);
    response.sendStatus(204);
  });
  router.use(
    (error: Error, _: Request, response: Response, next: NextFunction) => {
      if (response.headersSent) {
        next(error);
      } else {
        response.status(400).json({ error: error.message });
      }
    },
  );
  return router;
}
