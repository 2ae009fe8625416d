import { Client, type ClientSettings } from './client.ts'
import { createdPixelAnswer } from './wire.ts'

export interface PixelWish {
  websiteName: string
  websiteUrl: string
  /** Where AudienceLab sends what happens on the site. */
  webhookUrl: string
}

/**
 * Makes a SuperPixel at AudienceLab and answers its id there. Not asked twice by itself, unless AudienceLab surely did not
 * begin with it: each time makes one. Fails with a Problem in plain words.
 */
export async function createSuperpixel(settings: ClientSettings, wish: PixelWish): Promise<string> {
  const { pixelId } = await new Client(settings).ask({
    ...{ method: 'POST', path: '/pixels', body: wish },
    ...{ answer: createdPixelAnswer, isSafe: false, signal: undefined },
  })
  return pixelId
}
