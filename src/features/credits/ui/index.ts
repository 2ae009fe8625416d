export { useBalance } from './balance.tsx'
