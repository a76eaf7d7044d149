import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from '@jest/globals'
import { addressOf } from './callers.ts'

function request(from: string, forwarded?: string): IncomingMessage {
  const socket = new Socket()
  Object.defineProperty(socket, 'remoteAddress', { value: from })
  return Object.assign(new IncomingMessage(socket), {
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  })
}

test('a connection comes from whom the trusted proxies name, and from nobody that others name', () => {
  const lied = request('203.0.114.9', '198.51.100.1')
  expect(addressOf(false)(lied)).toBe('203.0.114.9')
  expect(addressOf(true)(lied)).toBe('198.51.100.1')
  const twice = request('10.0.0.2', '198.51.100.1, 203.0.114.9')
  expect(addressOf(1)(twice)).toBe('203.0.114.9')
  expect(addressOf(['10.0.0.0/8'])(twice)).toBe('203.0.114.9')
  expect(addressOf(['192.168.0.0/16'])(twice)).toBe('10.0.0.2')
})
