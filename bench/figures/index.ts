import { Figure } from '../Figure';
import { adopterCostFigures } from './adopterCost';
import { callsFigures } from './calls';
import { criticalPathFigures } from './criticalPath';
import { fanoutFigures } from './fanout';
import { firstLoadFigures } from './firstLoad';
import { lifecycleFigures } from './lifecycle';
import { listPageFigures } from './listPage';
import { loadFigures } from './load';
import { memoryFigures } from './memory';
import { refreshFigures } from './refresh';
import { startFigures } from './start';
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
  ...firstLoadFigures,
  ...adopterCostFigures,
  ...startFigures,
  ...memoryFigures,
];
