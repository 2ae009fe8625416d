export function findChromium(): Promise<string | null>
export function fetchChromium(): Promise<void>
