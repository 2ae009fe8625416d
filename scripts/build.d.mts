export function build(): Promise<void>
export function buildPages(): Promise<void>
export function buildServer(): Promise<void>
export function buildPixelScript(): Promise<void>
