import { date, definePlugin, goto, optional, pass, text } from 'colloquy/sdk'
import { duePayload } from './board.ts'
import { add, finish, list, press, remind, remove, rename } from './tasks.ts'

const some = optional(text({ maxLength: 300 }))

/** Characters of a request that is looked at. */
const longestRequest = 300

const clearly = [
  /^(?:new task|add (?:a )?task|to-?do|nueva tarea|neue aufgabe|nouvelle tâche|nova tarefa) ?[:–-] ?(.+)$/iu,
  /^(?:please )?(?:add|put) (.+) (?:to|on|onto) (?:my|the|our) (?:(.+) )?list[.!]?$/iu,
  /^(?:por favor )?(?:añade|apunta|pon) (.+) (?:a|en) (?:mi|la|nuestra) lista(?: de (.+))?[.!]?$/iu,
  /^(?:bitte )?(?:setze?|schreibe?|packe?) (.+) auf (?:meine|die|unsere) liste(?: (.+))?[.!]?$/iu,
  /^(?:ajoute|mets|note) (.+) (?:à|sur) (?:ma|la|notre) liste(?: (?:de |des )?(.+))?[.!]?$/iu,
  /^(?:adiciona|põe|coloca) (.+) (?:à|na) (?:minha |nossa )?lista(?: de (.+))?[.!]?$/iu,
]

export default definePlugin({
  name: 'task',
  description: 'Lists of things to do, of a person or a group: due dates, reminders, done, for whom.',
  needs: ['store', 'schedule'],
  intents: {
    add: {
      description: 'Adds a task.',
      examples: {
        en: [
          'add {title} to my list',
          'add {title} to the {list} list',
          'add a task',
          'add task {title}',
          'new task: {title}',
          'put {title} on my to-do list',
          'todo {title}',
          'I need to do {title}',
        ],
        es: [
          'añade {title} a mi lista',
          'añade {title} a la lista de {list}',
          'nueva tarea: {title}',
          'añadir una tarea',
          'apunta {title} en mi lista',
        ],
        de: [
          'setze {title} auf meine Liste',
          'setz {title} auf die Liste {list}',
          'neue Aufgabe: {title}',
          'eine Aufgabe hinzufügen',
          'schreib {title} auf meine Liste',
        ],
        fr: [
          'ajoute {title} à ma liste',
          'ajoute {title} à la liste {list}',
          'nouvelle tâche : {title}',
          'ajouter une tâche',
          'mets {title} sur ma liste',
        ],
        pt: [
          'adiciona {title} à minha lista',
          'adiciona {title} à lista de {list}',
          'nova tarefa: {title}',
          'adicionar uma tarefa',
          'põe {title} na minha lista',
        ],
      },
      slots: { title: some, list: optional(text({ maxLength: 40 })), due: optional(date()) },
      handle: (context) => add(context, { ...context.slots, title: context.slots.title ?? '' }),
    },
    list: {
      description: 'Shows the tasks.',
      examples: {
        en: [
          'my tasks',
          'show my to-do list',
          'what is on my list',
          'what do I have to do',
          'list the tasks',
          'open tasks',
        ],
        es: ['mis tareas', 'muestra mi lista de tareas', 'qué tengo que hacer', 'tareas pendientes'],
        de: ['meine Aufgaben', 'zeig meine Aufgabenliste', 'was habe ich zu tun', 'offene Aufgaben'],
        fr: ['mes tâches', 'montre ma liste de tâches', "qu'est-ce que j'ai à faire", 'tâches à faire'],
        pt: ['as minhas tarefas', 'mostra a minha lista de tarefas', 'o que tenho para fazer', 'tarefas pendentes'],
      },
      handle: (context) => list(context, ''),
    },
    done: {
      description: 'Marks a task as done.',
      examples: {
        en: [
          'task {which} is done',
          'mark {which} as done',
          'I finished {which}',
          'tick off {which}',
          'a task is done',
          'I have done {which}',
        ],
        es: ['la tarea {which} está hecha', 'marca {which} como hecho', 'he terminado {which}', 'una tarea está hecha'],
        de: [
          'Aufgabe {which} ist erledigt',
          'hake {which} ab',
          'ich habe {which} erledigt',
          'eine Aufgabe ist erledigt',
        ],
        fr: ['la tâche {which} est faite', 'marque {which} comme fait', "j'ai terminé {which}", 'une tâche est faite'],
        pt: ['a tarefa {which} está feita', 'marca {which} como feito', 'terminei {which}', 'uma tarefa está feita'],
      },
      slots: { which: some },
      handle: (context) => finish(context, context.slots.which ?? ''),
    },
    remove: {
      description: 'Deletes a task.',
      examples: {
        en: ['delete task {which}', 'remove {which} from my list', 'take {which} off the list', 'delete a task'],
        es: ['borra la tarea {which}', 'quita {which} de mi lista', 'borrar una tarea'],
        de: ['lösche die Aufgabe {which}', 'streich {which} von meiner Liste', 'eine Aufgabe löschen'],
        fr: ['supprime la tâche {which}', 'enlève {which} de ma liste', 'supprimer une tâche'],
        pt: ['apaga a tarefa {which}', 'tira {which} da minha lista', 'apagar uma tarefa'],
      },
      slots: { which: some },
      handle: (context) => remove(context, context.slots.which ?? ''),
    },
    rename: {
      description: 'Renames a task.',
      examples: {
        en: ['rename task {which} to {title}', 'rename a task', 'call task {which} {title} instead'],
        es: ['cambia el nombre de la tarea {which} a {title}', 'renombrar una tarea'],
        de: ['benenne die Aufgabe {which} in {title} um', 'eine Aufgabe umbenennen'],
        fr: ['renomme la tâche {which} en {title}', 'renommer une tâche'],
        pt: ['muda o nome da tarefa {which} para {title}', 'mudar o nome de uma tarefa'],
      },
      slots: { which: some, title: some },
      handle: (context) => rename(context, context.slots.which ?? '', context.slots.title ?? ''),
    },
  },
  commands: {
    task: {
      description: 'Add a task: a day first, where it has one',
      slots: { due: optional(date()), title: some },
      handle: (context) => add(context, { ...context.slots, title: context.slots.title ?? '' }),
    },
    tasks: { description: 'The tasks, of a list or of @somebody', handle: (context) => list(context, context.text) },
    done: { description: 'Mark a task as done', handle: (context) => finish(context, context.text) },
  },
  on: { button: async (context) => (await press(context)) ?? pass },
  /** “add … to my list” is clear whatever stands between, even where so many new words leave the classifier in doubt. */
  fallback({ text: said }) {
    if (said.length > longestRequest) return pass
    const [, title, list] = clearly.map((way) => way.exec(said.trim())).find((found) => found !== null) ?? []
    return title === undefined ? pass : goto('add', { title, ...(list === undefined ? {} : { list }) })
  },
  due: { due: { payload: duePayload, handle: (context) => remind(context, context.payload) } },
})
