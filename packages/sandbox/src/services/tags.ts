/** Tags in the format of the APIs. */
export function tagList(
  tags: Record<string, string>,
): Array<{ Key: string; Value: string }> {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
