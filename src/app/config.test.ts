import { describe, expect, it } from 'vitest'
import { ConfigError, loadConfig } from './config.ts'

function problemsOf(env: Record<string, string>): string[] {
  try {
    loadConfig(env)
    return []
  } catch (error) {
    return (error as ConfigError).problems
  }
}

describe('loadConfig', () => {
  it('needs nothing', () => {
    expect(loadConfig({})).toMatchObject({
      ...{ port: 3000, appUrl: null, databaseUrl: null, seed: 'auto', role: 'all', logLevel: 'info' },
      ...{ smtpUrl: null, mode: 'production' },
    })
  })

  it('reports every wrong value at once, one clear line each', () => {
    const wrong = {
      ...{
        PORT: 'http',
        APP_URL: 'assay.example.com',
        DATABASE_URL: 'mysql://x/y',
        SEED: 'yes',
        ROLE: 'boss',
      },
      ...{ LOG_LEVEL: 'loud', SMTP_URL: 'mail.example.com', DATABASE_POOL_SIZE: '1' },
    }
    const problems = problemsOf(wrong)
    expect(problems.map((line) => line.split(' ')[0]).sort()).toEqual(Object.keys(wrong).sort())
    expect(problems).toContain('PORT must be a whole number')
    expect(problems).toContain('SEED must be one of demo, none')
    expect(problems).toContain('APP_URL must be an origin such as https://assay.example.com')
    expect(new ConfigError(problems).message.split('\n')).toHaveLength(problems.length + 1)
  })

  it('never repeats a wrong value: it may hold a password', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres:hunter2' }).join()).not.toContain('hunter2')
  })

  it('takes an empty value for not set', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: null })
  })

  it('takes port 0 and refuses what is no port', () => {
    expect(loadConfig({ PORT: '0' }).port).toBe(0)
    expect(problemsOf({ PORT: '65536' })).toEqual(['PORT must be 0 (any free one) to 65535'])
    expect(problemsOf({ PORT: '-1' })).toEqual(['PORT must be a whole number'])
  })

  it('does not listen as a worker unless told a port', () => {
    expect(loadConfig({ ROLE: 'worker' }).port).toBeNull()
    expect(loadConfig({ ROLE: 'worker', PORT: '4000' }).port).toBe(4000)
  })

  it('seeds the demo world by itself only into its own embedded database', () => {
    const url = 'postgres://user:secret@db.example:5432/assay'
    expect(loadConfig({ DATABASE_URL: url }).seed).toBe('none')
    expect(loadConfig({ DATABASE_URL: url, SEED: 'demo' }).seed).toBe('demo')
  })

  it('takes what Stripe needs together or not at all', () => {
    expect(loadConfig({}).stripe).toBeNull()
    const key = { STRIPE_SECRET_KEY: 'sk_test_1234' }
    const secret = { STRIPE_WEBHOOK_SECRET: 'whsec_12345678' }
    expect(loadConfig({ ...key, ...secret }).stripe).toEqual({
      ...{ secretKey: 'sk_test_1234', webhookSecret: 'whsec_12345678', apiBase: null, isSimulated: false },
    })
    const base = { STRIPE_API_BASE: 'http://127.0.0.1:12111' }
    expect(loadConfig({ ...key, ...secret, ...base }).stripe?.apiBase).toBe('http://127.0.0.1:12111')
    expect(problemsOf(key)[0]).toMatch(/^STRIPE_WEBHOOK_SECRET is needed/)
    expect(problemsOf(secret)[0]).toMatch(/^STRIPE_SECRET_KEY is needed/)
    expect(problemsOf(base)[0]).toMatch(/^STRIPE_SECRET_KEY is needed/)
    const live = { STRIPE_SECRET_KEY: 'sk_live_1234' }
    expect(problemsOf({ ...live, ...secret, ...base })[0]).toMatch(/^STRIPE_API_BASE must begin with https/)
    expect(problemsOf({ STRIPE_SECRET_KEY: 'pk_test_1234', ...secret })).toEqual([
      'STRIPE_SECRET_KEY must be a secret or restricted key, sk_… or rk_…',
    ])
  })

  it('searches at AudienceLab with a key, and says what is wrong with it without repeating it', () => {
    expect(loadConfig({}).audienceLab).toBeNull()
    const key = { AUDIENCELAB_API_KEY: 'al-key-12345' }
    expect(loadConfig(key).audienceLab).toEqual({
      ...{ apiKey: 'al-key-12345', apiBase: 'https://api.audiencelab.io' },
    })
    const base = (AUDIENCELAB_API_BASE: string) => ({ ...key, AUDIENCELAB_API_BASE })
    expect(loadConfig(base('http://127.0.0.1:4010/v1/')).audienceLab?.apiBase).toBe(
      'http://127.0.0.1:4010/v1',
    )
    expect(problemsOf({ AUDIENCELAB_API_KEY: 'two words' })).toEqual([
      'AUDIENCELAB_API_KEY must be the key as AudienceLab shows it: one word of 8 or more characters',
    ])
    expect(problemsOf(base('api.audiencelab.io'))[0]).toMatch(/^AUDIENCELAB_API_BASE must be an address/)
    for (const plain of ['http://api.audiencelab.io', 'http://localhost.example.com']) {
      expect(problemsOf(base(plain))[0]).toMatch(/^AUDIENCELAB_API_BASE must begin with https:/)
    }
    expect(problemsOf({ AUDIENCELAB_API_BASE: 'https://api.audiencelab.io' })[0]).toMatch(
      /^AUDIENCELAB_API_KEY is needed/,
    )
  })

  it('drops the slash at the end of APP_URL', () => {
    expect(loadConfig({ APP_URL: 'https://assay.example.com/' }).appUrl).toBe('https://assay.example.com')
  })
})
