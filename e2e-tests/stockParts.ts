/** A part of Backstage on our pages that has serious accessibility problems. */
export interface StockPart {
  selector: string;
  /** Problem, and why it cannot be corrected in a plugin. */
  reason: string;
}

/**
 * The parts that the accessibility tests leave out. Everything else on our pages is tested.
 *
 * They also leave out the page `/create/tasks/<task ID>` of the scaffolder, which contains only a link to our page of the progress. Its
 * bar has no name, the lines of its log are rows without a table and have low contrast, its tabs refer to panels that do not
 * exist, and the log scrolls the page sideways on narrow screens.
 */
export const STOCK_PARTS: StockPart[] = [
  {
    selector: 'a[href="/notifications"]',
    reason:
      'The number of notifications in the sidebar is not in the accessible name of its link.',
  },
  {
    selector: '.bui-Tab[data-key="templates"]',
    reason:
      'The tabs of the header of the scaffolder refer to panels that do not exist.',
  },
  {
    selector: '[data-live-announcer]',
    reason:
      'React Aria announces a pending button with an image that refers to the button, which can be gone.',
  },
];
