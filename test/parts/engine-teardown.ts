export { stopEngines as default } from './engine-setup.ts'
