import type { LauncherWords } from '../../contracts/wire.ts'

type Words = Pick<LauncherWords, 'open' | 'close' | 'dismiss' | 'unread'>

const english: Words = {
  open: 'Open chat',
  close: 'Close chat',
  dismiss: 'Dismiss',
  unread: { one: '{count} unread message', other: '{count} unread messages' },
}

/** What the button on a website says. Chosen here and not there: what every page loads stays small. */
const words: Readonly<Record<string, Words>> = {
  en: english,
  ar: {
    open: 'فتح المحادثة',
    close: 'إغلاق المحادثة',
    dismiss: 'تجاهل',
    unread: {
      one: 'رسالة واحدة غير مقروءة',
      two: 'رسالتان غير مقروءتين',
      few: '{count} رسائل غير مقروءة',
      many: '{count} رسالة غير مقروءة',
      other: '{count} رسالة غير مقروءة',
    },
  },
  de: {
    open: 'Chat öffnen',
    close: 'Chat schließen',
    dismiss: 'Ausblenden',
    unread: { one: '{count} ungelesene Nachricht', other: '{count} ungelesene Nachrichten' },
  },
  es: {
    open: 'Abrir el chat',
    close: 'Cerrar el chat',
    dismiss: 'Descartar',
    unread: { one: '{count} mensaje sin leer', other: '{count} mensajes sin leer' },
  },
  fr: {
    open: 'Ouvrir le chat',
    close: 'Fermer le chat',
    dismiss: 'Ignorer',
    unread: { one: '{count} message non lu', other: '{count} messages non lus' },
  },
  he: {
    open: 'פתיחת הצ׳אט',
    close: 'סגירת הצ׳אט',
    dismiss: 'הסתרה',
    unread: { one: 'הודעה אחת שלא נקראה', two: 'שתי הודעות שלא נקראו', other: '{count} הודעות שלא נקראו' },
  },
  hi: {
    open: 'चैट खोलें',
    close: 'चैट बंद करें',
    dismiss: 'हटाएँ',
    unread: { one: '{count} अपठित संदेश', other: '{count} अपठित संदेश' },
  },
  id: {
    open: 'Buka obrolan',
    close: 'Tutup obrolan',
    dismiss: 'Abaikan',
    unread: { other: '{count} pesan belum dibaca' },
  },
  it: {
    open: 'Apri la chat',
    close: 'Chiudi la chat',
    dismiss: 'Ignora',
    unread: { one: '{count} messaggio non letto', other: '{count} messaggi non letti' },
  },
  ja: {
    open: 'チャットを開く',
    close: 'チャットを閉じる',
    dismiss: '閉じる',
    unread: { other: '未読メッセージ {count} 件' },
  },
  nl: {
    open: 'Chat openen',
    close: 'Chat sluiten',
    dismiss: 'Verbergen',
    unread: { one: '{count} ongelezen bericht', other: '{count} ongelezen berichten' },
  },
  pl: {
    open: 'Otwórz czat',
    close: 'Zamknij czat',
    dismiss: 'Ukryj',
    unread: {
      one: '{count} nieprzeczytana wiadomość',
      few: '{count} nieprzeczytane wiadomości',
      many: '{count} nieprzeczytanych wiadomości',
      other: '{count} nieprzeczytanej wiadomości',
    },
  },
  pt: {
    open: 'Abrir o chat',
    close: 'Fechar o chat',
    dismiss: 'Dispensar',
    unread: { one: '{count} mensagem não lida', other: '{count} mensagens não lidas' },
  },
  ru: {
    open: 'Открыть чат',
    close: 'Закрыть чат',
    dismiss: 'Скрыть',
    unread: {
      one: '{count} непрочитанное сообщение',
      few: '{count} непрочитанных сообщения',
      many: '{count} непрочитанных сообщений',
      other: '{count} непрочитанного сообщения',
    },
  },
  tr: {
    open: 'Sohbeti aç',
    close: 'Sohbeti kapat',
    dismiss: 'Kapat',
    unread: { other: '{count} okunmamış mesaj' },
  },
  zh: { open: '打开聊天', close: '关闭聊天', dismiss: '忽略', unread: { other: '{count} 条未读消息' } },
}

const fromTheRight: ReadonlySet<string> = new Set(['ar', 'he'])

/** In the language of a tag, or English. */
export function launcherWords(tag: string): Words & Pick<LauncherWords, 'language' | 'direction'> {
  const own = tag.split('-', 1)[0]?.toLowerCase() ?? ''
  const language = Object.hasOwn(words, own) ? own : 'en'
  return { ...(words[language] ?? english), language, direction: fromTheRight.has(language) ? 'rtl' : 'ltr' }
}

/** Languages there are words in. */
export const launcherLanguages = Object.keys(words)
