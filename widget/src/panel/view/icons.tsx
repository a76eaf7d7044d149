const paths = {
  send: 'M4.5 11.3 4 5c-.1-.8.7-1.4 1.4-1l14.8 7.1c.8.4.8 1.5 0 1.9L5.4 20c-.7.4-1.5-.2-1.4-1l.5-6.3L13 12z',
  close: 'M6 6l12 12M18 6L6 18',
  menu: 'M5 12h.01M12 12h.01M19 12h.01',
  attach: 'M20 11.5l-8.2 8.2a5 5 0 0 1-7.1-7.1l8.9-8.9a3.3 3.3 0 0 1 4.7 4.7l-8.8 8.8a1.7 1.7 0 0 1-2.4-2.4l8.2-8.2',
  photo:
    'M4 8h3l1.6-2.4h6.8L17 8h3a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1zM12 16.5a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6z',
  microphone: 'M12 15a3 3 0 0 0 3-3V7a3 3 0 1 0-6 0v5a3 3 0 0 0 3 3zM6 11.5a6 6 0 0 0 12 0M12 17.5V21M9 21h6',
  stop: 'M8 8h8v8H8z',
  down: 'M12 5v14M6 13l6 6 6-6',
  up: 'M7 11v9H4v-9zM7 11l4-7c1.6 0 2.4 1.2 2 2.7L12.4 10H18a2 2 0 0 1 2 2.4l-1.2 6a2 2 0 0 1-2 1.6H7',
  thumbDown: 'M17 13V4h3v9zM17 13l-4 7c-1.6 0-2.4-1.2-2-2.7l.6-3.3H6a2 2 0 0 1-2-2.4l1.2-6a2 2 0 0 1 2-1.6H17',
  sound: 'M4 10v4h3.5l4.5 4V6L7.500 10zM16 9a4 4 0 0 1 0 6M18.500 6.500a7.500 7.500 0 0 1 0 11',
  document: 'M7 3h7l5 5v12a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM14 3v5h5M9.500 13h5M9.500 16.500h5',
  place:
    'M12 21s7-6.100 7-11.200A7 7 0 0 0 5 9.800C5 14.900 12 21 12 21zM12 12.300a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20.500a7.500 7.500 0 0 1 15 0',
  clock: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 8v4.500l2.800 1.700',
  copy: 'M9 9h10v11H9zM15 9V5a1 1 0 0 0-1-1H6a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h3',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  checks: 'M2 12.500l4.500 4.500L15 8M11 15.500l1.500 1.500L22 7.500',
  alarm: 'M12 8v5M12 16.500h.01M12 3.500l9.500 16.500h-19z',
  save: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  leave: 'M10 4H6.500A1.500 1.500 0 0 0 5 5.500v13A1.500 1.500 0 0 0 6.500 20H10M15 16l4-4-4-4M19 12H9.500',
  forget: 'M4 7h16M9 7V4h6v3M6.500 7l.800 13h9.400l.800-13M10 11v5M14 11v5',
  offline:
    'M3 3l18 18M5 9.500a12 12 0 0 1 4-2.400M19 9.500a12 12 0 0 0-6-3.100M8.500 13.200a6.500 6.500 0 0 1 3-1.500M12 18.500h.01',
} as const

export type IconName = keyof typeof paths

/** An ornament: what it stands for is said in words beside it, or by its button. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
