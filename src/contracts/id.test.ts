import { expect, test } from '@jest/globals'
import { idMint, messageId, scheduleId, tenantKeyOf } from './id.ts'
import type { TenantKey, TurnId } from './id.ts'

test('ids of messages and schedules follow from the turn', () => {
  const turn = 't_tenant0123456789ab' as TurnId // as minted
  expect([0, 35, 36].map((index) => messageId(turn, index))).toEqual([
    'm_tenant0123456789ab00',
    'm_tenant0123456789ab0z',
    'm_tenant0123456789ab10',
  ])
  expect(scheduleId(turn, 1)).toBe('sc_tenant0123456789ab01')
  expect(() => messageId(turn, 512)).toThrow('at most')
  expect(() => messageId('nonsense' as TurnId, 0)).toThrow('not the id of a turn')
})

test('ids are in the order in which they were made, and name their tenant', () => {
  let at = 35
  const mint = idMint(
    'abcde' as TenantKey,
    (length) => 'z'.repeat(length),
    () => at++,
  ) // as made with the tenant
  const ids = Array.from({ length: 3 }, () => mint('cv'))
  expect(ids).toEqual([...ids].sort())
  expect(ids[0]).toBe('cv_abcde00000000zzzzzzzzzzz')
  expect(ids.map(tenantKeyOf)).toEqual(['abcde', 'abcde', 'abcde'])
})
