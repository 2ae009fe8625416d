import { Problem } from '../errors/index.ts'

export function bodyTooLarge(maxBytes: number): Problem {
  return new Problem('too_large', `The body may have at most ${maxBytes.toLocaleString('en')} bytes`, {
    max_bytes: maxBytes,
  })
}
