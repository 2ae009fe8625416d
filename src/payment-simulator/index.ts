export { type Control, controlOf } from './control/control.ts'
export { type PaymentSimulator, startPaymentSimulator } from './start.ts'
