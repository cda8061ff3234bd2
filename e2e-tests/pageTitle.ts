/** Pattern of the document's title on a page. Backstage puts the number of unread notifications before it. */
export function pageTitle(title: string): RegExp {
  return new RegExp(`^(\\(\\d+\\) )?${title} \\| TAP$`);
}
