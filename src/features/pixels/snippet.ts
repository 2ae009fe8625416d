/** HTML for the head of every page of the site. */
export function snippetOf(appUrl: string, key: string): string {
  return `<script async src="${appUrl}/px/${key}.js"></script>`
}
