/**
 * Words that are in every question: finding them in a passage says nothing about the answer. Written out in the plain
 * form of terms.ts (lower case, no accents), by base language.
 */
const lists: Readonly<Record<string, string>> = {
  en: 'a about am an and any are as at be been but by can could did do does for from get give got had has have he her his how i if in into is it its let like me mean much many more most must my need no not of on or our please she should so some tell than that the their them then there these they this those to us use want was we were what when where which who whom whose why will with would you your know explain describe way work long often old far take happen happens',
  es: 'a al algun alguna algo como con cual cuales cuando cuanto cuantos de del desde donde el ella en entre era es esta estan este esto estos fue ha hace hacer hay la las le lo los mas me mi muy no nos o para pero por porque puede puedo que quien quienes se ser si sin sobre son su sus te tiene todo tu un una uno y ya yo',
  pt: 'a ao aos as como com da das de do dos e ela ele em entre era essa esse esta este eu foi ha isso isto ja la lhe mais mas me meu minha muito na nas no nos nao o onde os ou para pela pelo por porque posso pode qual quais quando quanto quantos que quem se sem ser seu sua sao sobre tem todo tu um uma voce',
  fr: 'a ai as au aux avec c ce ces cet cette comment combien d dans de des dont du elle elles en es est et etait etre eu fait faire il ils j je l la le les leur lui m ma mais me mes moi mon n ne nous on ou par pas plus pour pourquoi puis peut qu quand que quel quelle quelles quels qui quoi s sa sans se ses si son sont sur t ta te tes toi ton tu un une vos votre vous y',
  de: 'ab aber alle als also am an auch auf aus bei bin bis bist da dann das dass dem den der des die dies diese dieser dir du durch ein eine einem einen einer eines er es euch fur gibt hat habe haben hatte ich ihm ihn ihr ihre im in ist ja kann kannst kein keine konnen machen man mein meine mich mir mit muss nach nicht noch nur ob oder ohne sein seine sich sie sind so uber um und uns unser unter viel viele vom von vor wann war waren warum was welche welcher welches wenn wer werden wie wieviel will wir wird wo woher wozu zu zum zur',
  it: 'a ad ai al alla alle anche c che chi ci come con cosa cui da dal dalla dei del della delle di do dove e ed era gli ha ho i il in io l la le lei li lo loro lui ma mi mia mio ne nel nella no noi non nostro o ogni per perche piu puo posso qual quale quali quando quanti quanto quello questa questo qui se sei si sia sono su sua sul suo te ti tra tu tutto un una uno vi voi',
  nl: 'aan al alle als ben bij dan dat de deze die dit doen door een en er ga geen gaat had hebben heeft heb hem het hij hoe hoeveel ik in is je jij jouw kan kun kunnen maar me meer met mij mijn moet na naar niet nog nu of om ons onze ook op over te tot u uit uw van veel voor waar waarom wanneer waren was wat we welk welke wel werd wie wij wil worden zal ze zich zij zijn zo zou',
  pl: 'a ale bez bo by byc byl byla bylo byly ci co czy czego dla do gdzie go i ich ile im ja jak jaka jakie jaki jako je jego jej jest jestem juz kiedy kim kto ktora ktore ktory lub ma mam mi mnie moge moj moja moze mozna my na nad nas nie nim o od on ona oni po pod przez przy sa sie skad ta tak tam te tego ten to tu ty u w we wy z za ze',
  tr: 'acaba ama bana ben beni bir bu bunu cok da daha de degil diye en gibi hangi hem her hic icin ile ise kac kadar ki kim mi mu nasil ne neden nedir nerede nereye niye o olan olarak oldugu olur on ona onu sen siz su var ve veya ya yok',
  ru: 'а без бы был была были было быть в вам вас весь во вот все вы где да для до его ее если есть же за и из или им их к как какая какие какой когда кто куда ли меня мне много мог может можно мы на над надо нас не нет ни но о об он она они оно от по под почему при с сколько со так также там то того тоже той только том ты у уже чем что чтобы эта эти это этот я',
  ar: 'ا اذا اكثر ال الا التي الذي الى ام ان انا انت او اي اين بعد بها به بين تم ثم حتى حول ذلك على عن عند عندما في فيها قبل قد كان كانت كل كم كيف لا لكن لم لن له لها لماذا لي ليس ما ماذا متى مع من منها منه نحن هذا هذه هل هم هن هو هي و يا يتم يكون هناك',
  hi: 'और का की के को क्या क्यों कब कहाँ कहां कैसे कौन कितना कितने कि है हैं हूँ हो था थी थे से में पर यह वह ये वे इस उस एक भी तो ही ने लिए या जो कर करना कुछ नहीं मैं मेरा मेरे मुझे आप हम',
  id: 'ada adalah agar akan anda apa apakah atau bagaimana bagi bahwa berapa bisa dalam dan dapat dari dengan di dia hanya harus ia ini itu jika juga kami kamu kapan kapankah karena ke kenapa kita kok lagi lebih mana mengapa mereka oleh pada para saya sebagai siapa sudah telah tetapi tidak untuk yang yaitu',
  zh: '的 了 是 在 和 与 有 我 你 您 他 她 它 们 我们 你们 他们 这 那 这个 那个 这些 那些 什么 怎么 怎样 如何 为 为什么 吗 呢 吧 哪 哪个 哪些 哪里 哪儿 谁 多少 几 何 何时 什么时候 可以 能 会 要 请 请问 一个 个 中 上 下 里 之 以 及 或 被 把 对 从 到 由 于 就 也 都 不 没有 没 用 来 去 说 后 前 时 年 地 得 着 过 其 并 而 但 因为 所以 如果',
  ja: 'の に は を た が で て と し れ さ ある いる も する から な こと として い や など なっ ない この その あの ため または それ これ あれ どの どれ どう どこ だれ 誰 何 なに なん いつ なぜ いくつ いくら です ます でし まし か ね よ くださ ください へ より まで 的 者 ます が られ ませ でき できる 方法 教え',
  th: 'ที่ และ ใน ของ เป็น การ มี ได้ ให้ ว่า จะ ไม่ กับ จาก โดย คือ นี้ นั้น ซึ่ง หรือ อะไร ใคร เมื่อ เมื่อใด เมื่อไร เมื่อไหร่ ไหน ที่ไหน อย่างไร ยังไง ทำไม เท่าไร เท่าไหร่ เท่าใด กี่ ใด บ้าง ไหม หรือไม่ คน ตัว ถูก ถึง ไป มา อยู่ แล้ว ก็ แต่ ต้อง ทำ ความ เพื่อ ต่อ อีก ทั้ง ผู้ สิ่ง ช่วง ปี ครั้ง หลัง ก่อน ตอน ขึ้น ลง ออก เข้า กว่า มาก เพราะ คุณ ฉัน ผม เรา เขา ครับ ค่ะ คะ',
  sv: 'att av de den det du ett en er ett for fran han har hur hon i inte jag kan man med mig min mycket nar nu och om pa som sig sin till ut vad var varfor vem vi vilka vilken vill ar',
}

const sets = new Map<string, ReadonlySet<string>>()
const nothing: ReadonlySet<string> = new Set()

export function functionWords(language: string): ReadonlySet<string> {
  const base = language.split('-', 1)[0]?.toLowerCase() ?? ''
  const known = sets.get(base)
  if (known !== undefined) return known
  const list = Object.hasOwn(lists, base) ? lists[base] : undefined
  if (list === undefined) return nothing
  const words = new Set(list.split(' '))
  sets.set(base, words)
  return words
}
