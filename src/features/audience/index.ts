export { writeSample } from './sample/write-sample.ts'
