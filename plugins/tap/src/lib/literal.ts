/** A string literal of JavaScript, Python, Java, Go and YAML: validated values contain only printable ASCII. */
export function literal(text: string): string {
  return JSON.stringify(text);
}
