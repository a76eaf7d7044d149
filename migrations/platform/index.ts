import { initial } from './001-initial.ts'
import { accounts } from './002-accounts.ts'
import { audit } from './003-audit.ts'
import { answers } from './004-answers.ts'
import { secondFactor } from './005-second-factor.ts'
import { lifecycle } from './006-lifecycle.ts'
import { singleSignOn } from './007-single-sign-on.ts'
import { rights } from './008-rights.ts'
import { places } from './009-places.ts'
import { tenantDatabases } from './010-tenant-databases.ts'
import { processes } from './011-processes.ts'
import { avatars } from './012-avatars.ts'
import { loneProcesses } from './013-lone-processes.ts'

export const platformMigrations = [
  initial,
  accounts,
  audit,
  answers,
  secondFactor,
  lifecycle,
  singleSignOn,
  rights,
  places,
  tenantDatabases,
  processes,
  avatars,
  loneProcesses,
] as const
