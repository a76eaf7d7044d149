import { render } from 'preact'
import { App } from './app.tsx'
import { readConfig } from './config.ts'
import { openHost } from './host.ts'
import { openDrawer } from './kept.ts'
import './panel.css'

const config = readConfig()
render(<App config={config} drawer={openDrawer(config.embedId)} host={openHost()} />, document.body)
