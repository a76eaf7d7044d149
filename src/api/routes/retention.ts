import { z } from 'zod'
import { rightsDefaults } from '../../config/defaults.ts'
import type { ApiNeeds } from '../needs.ts'
import { byTenant, type Api } from '../schemas.ts'
import { tenantByCode } from '../tenant-of.ts'

const tags = ['Privacy']
const days = (least: number) => z.int().min(least).max(rightsDefaults.daysMax).exactOptional()

const retention = z
  .strictObject({
    conversations: days(1).describe('What was said: messages, and conversations in which nothing was said since.'),
    contacts: days(1).describe('People of whom nothing was heard since, with everything of theirs.'),
    media: days(1).describe('Files that people sent, and what was read in them.'),
    questions: days(1).describe('What people asked documents.'),
    webhookDeliveries: days(1).describe('What webhooks were told. Thirty days at the most, whatever is said.'),
    deadLetters: days(1).describe('What was set aside.'),
    audit: days(rightsDefaults.auditDaysMin).describe('Entries of the audit log; their hashes stay.'),
  })
  .meta({ examples: [{ conversations: 365, media: 90, deadLetters: 30, audit: 730 }] })

/** For how many days what is kept: what is not named is kept until somebody removes it. */
export function retentionRoutes(api: Api, { tenants }: ApiNeeds): void {
  api.get('/tenants/:tenantCode/retention', {
    config: { permission: 'privacy:read', shows: true },
    schema: { tags, summary: 'Read for how many days what is kept', params: byTenant, response: { 200: retention } },
    handler: async (request) => {
      const { rights } = await tenantByCode(tenants, request, request.params.tenantCode)
      return { ...rights.retention.read() }
    },
  })

  api.put('/tenants/:tenantCode/retention', {
    config: { permission: 'privacy:write' },
    schema: {
      tags,
      summary: 'Set for how many days what is kept',
      description:
        'All of it: what is left out is kept until somebody removes it. What is past its days goes within minutes.',
      params: byTenant,
      body: retention,
      response: { 200: retention },
    },
    handler: async (request) => {
      const { rights } = await tenantByCode(tenants, request, request.params.tenantCode)
      await rights.retention.write(request.body)
      return { ...rights.retention.read() }
    },
  })
}
