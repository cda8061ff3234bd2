import { Figure } from '../Figure';
import { callsFigures } from './calls';
import { criticalPathFigures } from './criticalPath';
import { fanoutFigures } from './fanout';
import { lifecycleFigures } from './lifecycle';
import { listPageFigures } from './listPage';
import { loadFigures } from './load';
import { refreshFigures } from './refresh';
import { synthesisFigures } from './synthesis';

/** All figures, in the order of the table. */
export const figures: Figure[] = [
  ...synthesisFigures,
  ...lifecycleFigures,
  ...refreshFigures,
  ...listPageFigures,
  ...fanoutFigures,
  ...callsFigures,
  ...criticalPathFigures,
  ...loadFigures,
];
