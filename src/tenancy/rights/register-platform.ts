import type { KeptTable } from './kept.ts'

/** Of the platform's own database: accounts, and what concerns no one tenant. A tenant's export has its own share of some. */

const never = { never: 'It is the platform’s, not a tenant’s.' } as const

const platform = (
  table: string,
  about: string,
  key: readonly string[],
  holds: KeptTable['holds'],
  kept: string,
): KeptTable => ({ table, about, key, holds, exported: never, kept })

const untilAccount = 'As long as the account.'

export const platformTables: readonly KeptTable[] = [
  platform('tenants', 'Tenants.', ['key'], 'configuration', 'Until the tenant is removed.'),
  platform(
    'open_tenants',
    'Which tenants are open, in which process.',
    ['tenant_key', 'process'],
    'bookkeeping',
    'Until it closes them, or has ended.',
  ),
  platform('processes', 'Which processes run.', ['id'], 'bookkeeping', 'Until they end.'),
  platform('wake_ups', 'When tenants have to be looked at.', ['tenant_key'], 'bookkeeping', 'Until then.'),
  platform('places', 'Other folders for tenants’ databases.', ['name'], 'configuration', 'Until it is removed.'),
  platform(
    'tenant_databases',
    'Where a tenant’s database is, and its account.',
    ['code'],
    'bookkeeping',
    'With the tenant.',
  ),
  platform('tenant_places', 'Which tenant is where.', ['tenant_key'], 'bookkeeping', 'Until it is removed.'),
  platform('tenant_moves', 'Which tenant was moved.', ['tenant_key'], 'bookkeeping', 'Until the next move.'),
  platform('settings', 'Of the platform itself.', ['name'], 'bookkeeping', 'For good.'),
  platform('avatars', 'Avatars for everyone here.', ['id'], 'configuration', 'Until it is removed.'),
  platform('avatar_files', 'Which files are whose.', ['avatar_id', 'part'], 'configuration', 'With the avatar.'),
  platform('users', 'People who operate it.', ['id'], 'operators', 'Until they leave their last tenant.'),
  platform('memberships', 'Who is what in which tenant.', ['user_id', 'tenant_key'], 'operators', untilAccount),
  platform('invitations', 'Who may join.', ['id'], 'operators', 'Until it is used, or removed.'),
  platform('sessions', 'Sign-ins.', ['id'], 'operators', 'Until they sign out, or it expires.'),
  platform('second_factors', 'Second factors, sealed.', ['user_id'], 'operators', untilAccount),
  platform(
    'single_sign_on',
    'Which provider vouches for the people of a tenant.',
    ['tenant_key'],
    'configuration',
    'Until it is removed.',
  ),
  platform('flights', 'Who is on the way to a provider or back, sealed.', ['hash'], 'operators', 'Some minutes.'),
  platform(
    'external_identities',
    'Hashes of what providers call people.',
    ['tenant_key', 'identity'],
    'operators',
    untilAccount,
  ),
  platform('email_verifications', 'Letters that verify an address.', ['hash'], 'operators', 'Until they expire.'),
  platform('password_resets', 'Requests for another password.', ['hash'], 'operators', 'An hour.'),
  platform('api_keys', 'Hashes of API keys.', ['id'], 'operators', 'Until it is revoked.'),
  {
    ...platform(
      'audit_log',
      'Who changed what. People who write to a tenant are in it by a keyed hash alone.',
      ['seq'],
      'operators',
      'For good, as a chain.',
    ),
    exported: {},
    kept: {
      policy: 'audit',
      by: 'seq',
      otherwise: 'For good: of an entry that is past its days the hash stays, and the chain holds.',
    },
  },
  platform(
    'answers',
    'Answers to requests with an idempotency key, sealed. Those that name a person are removed with them.',
    ['caller', 'idempotency_key'],
    'bookkeeping',
    'A day.',
  ),
  platform(
    'erased_people',
    'Keyed hashes of who was erased: so that no backup brings them back.',
    ['erasure_id', 'identity'],
    'bookkeeping',
    'For good.',
  ),
]
