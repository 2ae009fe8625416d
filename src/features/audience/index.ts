export { enrichmentBodyLimits } from './enrichment/routes.ts'
export { withIndustriesBelow } from './industries.ts'
export { audienceCron, audienceTasks } from './jobs.ts'
export { overlapBodyLimits } from './overlap/routes.ts'
export { createSuperpixel } from './providers/audiencelab/create-pixel.ts'
export { describeProfile } from './providers/audiencelab/describe-profile.ts'
export { providerOf } from './providers/choose.ts'
export type {
  AudienceCount,
  AudiencePerson,
  AudienceProvider,
  AudienceQuery,
  AudienceVersion,
  Match,
  MatchRequest,
} from './providers/provider.ts'
export { openPull, type PullWish } from './pulls/open-pull.ts'
export type { PullAnswer } from './pulls/pull-answers.ts'
export { type StartPull, startPull } from './pulls/start-pull.ts'
export { audienceRoutes } from './routes.ts'
export { writeSample } from './sample/write-sample.ts'
export { type PreviewWish, previewAudience } from './search/preview-audience.ts'
export { refuseCannot } from './search/refuse-cannot.ts'
export { previewSchema, pulledNowSchema, pulledSchema } from './search/schema.ts'
export { loadFiles } from './versions/load-files.ts'
export { enqueueSample } from './versions/load-sample.ts'
export { audienceBodyLimits } from './versions/routes.ts'
