export { AlarmWatch } from './AlarmWatch';
