import { backupScheduleDefaults, vaultDefaults } from './config/defaults.ts'
import type { Config } from './config/env.ts'
import { packageVersion } from './config/version.ts'
import type { Log } from './contracts/log.ts'
import type { Metrics } from './contracts/metrics.ts'
import type { Health } from './telemetry/health.ts'
import type { Ground } from './tenancy/ground.ts'
import type { EmbeddedDatabases } from './tenancy/databases.ts'
import { readKeep } from './tenancy/vault/keep.ts'
import { backupApart, createBackupSchedule, type BackupSchedule } from './tenancy/vault/schedule.ts'

export interface BackupParts {
  readonly config: Config
  readonly ground: Pick<Ground, 'masterKey'>
  readonly databases: EmbeddedDatabases
  readonly log: Log
  readonly metrics: Pick<Metrics, 'backup'>
  readonly health: Health
}

/** The backups that the server makes by itself, where the environment asks for them. The caller closes it. */
export function openBackups({
  config,
  ground,
  databases,
  log,
  metrics,
  health,
}: BackupParts): BackupSchedule | undefined {
  const { backupTo: to, backupKey: secret, backupEvery: everyMs } = config
  if (to === undefined || secret === undefined || everyMs === undefined) return undefined
  const schedule = createBackupSchedule({
    everyMs,
    database: databases.platform,
    run: backupApart({
      vault: {
        to,
        secret,
        s3: { region: config.backupS3Region, keyId: config.backupS3KeyId, secret: config.backupS3Secret },
      },
      write: {
        dataDir: config.dataDir,
        masterKey: ground.masterKey,
        version: packageVersion(),
        bytesPerSecond: vaultDefaults.scheduledBytesPerSecond,
        mediaElsewhere: config.mediaS3Url !== undefined,
      },
      keep: readKeep(config.backupKeep),
    }),
    clock: Date.now,
    log,
    counted: (result) => metrics.backup(result),
  })
  health.check(
    'backup',
    () => {
      const { note, problem } = schedule.state()
      return problem ?? { note }
    },
    { essential: false },
  )
  const looking = setInterval(() => void schedule.look(), backupScheduleDefaults.lookMs)
  return {
    ...schedule,
    close() {
      clearInterval(looking)
      return schedule.close()
    },
  }
}
