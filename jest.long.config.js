import config, { long } from './jest.config.js'

/** @type {import('jest').Config} */
export default { ...config, testMatch: long }
