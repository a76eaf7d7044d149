/** What the gateway itself says to a person. */
export const sentences = {
  setAside:
    'Sorry, something went wrong on our side and I could not answer that. Your message was kept, and we are looking into it.',
} as const
