/**
 * What tells languages of one script apart in a text too short for statistics: the letters that only some of them
 * write, and the words that people begin a chat with. Keys are primary language subtags.
 */

/** Letters of a language that not every language of its script has. */
export const tellingLetters: Readonly<Record<string, string>> = {
  // Latin, beyond a–z
  af: 'áéèêëíîïóôöúûü',
  ca: 'àçèéíïòóúü·',
  cs: 'áčďéěíňóřšťúůýž',
  da: 'æøåé',
  de: 'äöüß',
  en: '',
  es: 'áéíóúüñ¿¡',
  et: 'äõöüšž',
  fi: 'äöå',
  fr: 'àâæçéèêëîïôœùûüÿ',
  hr: 'čćđšž',
  hu: 'áéíóöőúüű',
  id: '',
  it: 'àèéìíîòóùú',
  lt: 'ąčęėįšųūž',
  lv: 'āčēģīķļņšūž',
  ms: '',
  nl: 'éëïóöüèê',
  no: 'æøåéòôê',
  pl: 'ąćęłńóśźż',
  pt: 'áâãàçéêíóôõúü',
  ro: 'ăâîșțşţ',
  sk: 'áäčďéíĺľňóôŕšťúýž',
  sl: 'čšž',
  sv: 'åäöé',
  sw: '',
  tl: 'ñ',
  tr: 'çğıöşüâîû',
  vi: 'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ',
  // Cyrillic
  be: 'ёйіўыьэюя',
  bg: 'ийщъьюя',
  kk: 'әғқңөұүһіийыэюяёщъь',
  mk: 'ѓѕјљњќџи',
  ru: 'ёийщъыьэюя',
  sr: 'ђјљњћџи',
  uk: 'ґєіїийщьюя',
  // Arabic
  ar: 'ةىيكأإؤئ',
  fa: 'پچژگکیئ',
  ur: 'پچژگکیٹڈڑںےہھئ',
}

/** The languages that write a telling letter. */
export const writersOf: ReadonlyMap<string, ReadonlySet<string>> = Object.entries(tellingLetters).reduce(
  (writers, [language, letters]) => {
    for (const letter of letters.match(/./gu) ?? []) {
      writers.set(letter, (writers.get(letter) ?? new Set()).add(language))
    }
    return writers
  },
  new Map<string, Set<string>>(),
)

const words: Readonly<Record<string, string>> = {
  af: 'hallo dankie asseblief ja nee ek jy die en is van nie het my wat waar wanneer hoe hoekom vir met om te goeie môre baie kan julle ons wil',
  ca: 'hola gràcies si us plau sí no bon dia bona tarda adéu el la els les de un una i és que què com on quan per amb em meu meva vull puc estic aquest avui nit fins aviat nosaltres vosaltres ells ella ell li ens et es seu seva meus aquesta això aquell hi ha ser som són era estar està estan tinc té tenim tenen fer fa pot pots podria vol necessito mostra cerca troba comanda comprar al als del dels pel sense sobre entre però o perquè qui quin quina quants molt més també ja ara aquí allà ahir demà setmana hora tot tots res',
  cs: 'ahoj dobrý den děkuji díky prosím ano ne je jsem to na se si že co kde kdy jak proč pro za mi můj moje mám chci můžu dnes zítra jaké jaký bude čau nazdar dobré ráno večer noc shledanou my vy oni on ona ono mě mne tebe tě tobě jeho její nás vás jejich tvůj svůj ten ta ty toho té tom jsi jsme jste jsou byl byla bylo být budu máš má máme může můžete musím chceš chtěl bych potřebuji ukaž najdi nastav přehraj objednávka objednat koupit pomoc od po při přes pod nad před bez nebo ale protože pokud kdo která který které kolik velmi více také už teď tady tam včera týden hodin všechno nic',
  da: 'hej tak ja nej jeg du det er ikke en et og på af til hvad hvor hvornår hvordan hvorfor min mit med for kan vil har godmorgen farvel i dag morgen vejret bliver mig vis godaften vi os jer dig sig han hun dem de din sin hans hendes vores deres den der her nu også kun men eller hvis så fordi fra ved over under efter før mellem uden hos hvem hvilken hvilke var været havde blive kunne skal skulle ville må gerne gør går få får giv find sæt spil bestille bestilling købe brug hjælp uge klokken aften alle alt noget nogen meget mere mange jeres slet sluk afspil tilføj mine sådan måske',
  de: 'hallo danke vielen dank bitte ja nein ich du sie es ist nicht der die das ein eine und auf von zu was wo wann wie warum mein meine mit für kann möchte habe guten morgen tag tschüss heute mir wird den im am bei ihr hey moin servus abend nacht wiedersehen doch mal schon noch nur auch sehr wir uns euch euer dein deine sein seine ihre ihnen dich mich meinen meiner einen einem einer eines dem des vom zum zur beim aus nach über unter vor seit bis durch gegen ohne um an als wenn ob oder aber denn weil dass wer wen wem welche welcher welches wieviel viel hat hast habt haben hatte war waren wäre bist sind seid werden wirst würde können könnte könnten kannst muss müssen soll sollte wollen willst will mag gibt geht gehen machen mach zeig zeige finde suche stelle stell spiel spiele bestellung bestellen kaufen brauche hilfe gestern uhr woche jetzt hier dort kein keine alle alles',
  en: "hello hi hey thanks thank you please yes no i it is not the a an and on of to what where when how why my with for can want have good morning bye today me do does will in this that are there evening night goodbye yeah yep nope sorry he she we they them his her our their its was were been being am had has did would could should may might must don't doesn't didn't can't won't isn't i'm i'd i'll i've it's what's where's that's at by from about into over after before or but if then than so any some all more much many who whose which here now again show tell find get give make need know think see look like help set turn play open order pay buy send time week month year tonight tomorrow yesterday",
  es: 'hola muchas gracias por favor sí si no yo tú usted es el la los las un una y en de que qué dónde donde cuándo cómo como mi con para puedo quiero tengo buenos días buenas adiós hoy me está mañana al del hey tal tardes noches hasta luego vale nosotros ustedes ellos ella él lo le les se nos te tu su sus mis tus este esta esto estos ese esa eso hay ser estar estoy estás estamos están eres soy somos son fue era tiene tienes tenemos hacer hace haz puede puedes podría quiere quieres necesito dame dime ver muestra muéstrame buscar busca encontrar poner pon pedir pedido comprar sobre entre sin desde hacia pero o porque cuando quién cuál cuánto cuánta cuántos muy más menos también ya ahora aquí allí ayer semana hora todo todos nada',
  et: 'tere aitäh palun jah ei ma sa ta on see ja et mis kus millal kuidas miks minu kas tahan head aega hommikust täna homme',
  fi: 'hei moi kiitos ole hyvä kyllä joo ei minä sinä se on ja että mikä mitä missä milloin miten miksi minun haluan voinko huomenta näkemiin tänään huomenna terve iltaa hyvää yötä nähdään me te he hän minut minua sinut sinun hänen meidän teidän tämä tuo nämä en et emme eivät olen olet olemme ovat oli olla voi voitko voisin haluaisin pitää tarvitsen näytä etsi löydä aseta soita tilaus tilata ostaa apua kanssa ilman mutta tai koska jos kun kuka kuinka paljon hyvin enemmän myös jo nyt tässä täällä siellä eilen viikko kello kaikki',
  fr: "bonjour salut merci beaucoup oui non je tu vous il elle est ne pas le la les un une et sur de du des à quoi où quand comment pourquoi mon ma mes avec pour peux veux ai bonsoir revoir aujourd ce quel quelle dans demain que coucou bonne nuit journée bientôt d'accord ouais nous ils elles on se lui leur ton son ses tes nos vos notre votre cette cet ces celui ça c'est j'ai j'aimerais l' d' n' qu' est-ce es suis sommes êtes sont était été avoir avez avons ont être fait faire faites fais peut peuvent pouvez pourrais pourriez voudrais veut voulez dois faut montre montrez trouve trouver cherche mets mettre commande commander acheter besoin au aux par sans sous entre vers chez depuis pendant mais ou donc si car qui quels quelles combien plus moins très aussi encore déjà maintenant ici là hier semaine heure tout tous toutes rien",
  hr: 'bok zdravo hvala molim da ne ja ti je nije to i u na se što gdje kada kako zašto moj moja za sa mogu želim imam dobro jutro danas sutra hoće',
  hu: 'szia helló köszönöm kérem igen nem én te ez az a egy és hogy mi mit hol mikor hogyan miért van vagyok szeretnék jó reggelt napot viszlát ma holnap szervusz hello estét éjszakát ti ők ő engem téged neki nekem neked ezt azt ezek azok nincs vannak volt lesz lenne kell kellene tudok tudsz lehet akarok szeretném mutasd keresd állítsd rendelés rendelni venni segítség hez ban ben ból ből nak nek val vel vagy de mert ha ki kit melyik mennyi hány nagyon több is már most itt ott tegnap hét óra minden semmi meg csak még',
  id: 'halo terima kasih tolong ya tidak saya anda kamu itu ini yang dan di ke dari apa mana kapan bagaimana mengapa dengan untuk bisa mau selamat pagi hari akan aku besok saja tampilkan hai malam siang sore sampai jumpa baik oke kami kita mereka dia nya adalah ada belum sudah telah sedang harus boleh ingin perlu butuh bisakah apakah siapa berapa kenapa gimana pada oleh tentang antara tanpa sejak tetapi tapi atau karena jika kalau juga lebih sangat sekali lagi semua setiap beri cari temukan atur buat putar pesan pesanan beli bantu sekarang sini sana kemarin minggu jam',
  it: "ciao grazie prego per favore sì si no io tu è non il lo la i gli le un una e di a che cosa dove quando come perché mio mia con posso voglio ho buongiorno buonasera arrivederci oggi mi domani del della sono salve buonanotte ehi va bene noi voi loro lui lei ci vi miei tuo tua suo sua nostro questo questa questi queste quello quella sei siamo siete era stato avere hai ha abbiamo hanno fare fa fai può puoi potrei potresti vorrei vuoi vuole devo deve dammi dimmi mostra mostrami cerca trova trovare metti imposta ordine ordinare comprare bisogno al allo alla ai agli alle dal dalla nel nella nei sul sulla dello dei degli delle col tra fra senza sopra sotto verso fino da su ma o se chi quale quali quanto quanta quanti più meno molto anche ancora già ora adesso qui lì ieri settimana ore tutto tutti niente c'è dov'è cos'è com'è qual",
  lt: 'labas sveiki ačiū prašau taip ne aš tu yra tai ir į kas kur kada kaip kodėl mano su ar galiu noriu labas rytas diena šiandien rytoj ant iš man bus koks kokia rodyk paleisk rasti visus per kokie labai',
  lv: 'sveiki labdien paldies lūdzu jā nē es tu ir tas un uz kas kur kad kā kāpēc mans ar vai varu gribu labrīt šodien rīt man',
  ms: 'hai terima kasih tolong ya tidak saya awak anda itu ini yang dan di ke dari apa mana bila bagaimana kenapa dengan untuk boleh mahu selamat pagi hari nak tak esok',
  nl: 'hallo hoi dank je bedankt alsjeblieft alstublieft ja nee ik jij u het is niet de een en op van te wat waar wanneer hoe waarom mijn met voor kan wil heb goedemorgen dag doei vandaag me mij morgen er in hey goedenavond goedemiddag tot ziens wij we ons onze jullie hun hen hem haar zijn jouw uw deze dit dat die hier daar nu ook nog wel al maar of als dan omdat om naar uit aan bij over onder na door tegen zonder tussen wie welke welk hoeveel ben bent was waren heeft hebt hebben had hadden kunnen kun kunt moet moeten zou zouden zullen zal wordt worden gaat gaan doen doe laat zien geef zoek vind stel zet speel bestelling bestellen kopen nodig hulp gisteren avond week uur geen alle alles vanavond wis annuleer weer',
  no: 'hei takk ja nei jeg du det er ikke en et og på av til hva hvor når hvordan hvorfor min mitt med for kan vil har god morgen ha i dag været blir meg vis hallo kveld vi oss dere deg seg han hun dem de din sin hans hennes vår deres den der her nå også bare men eller hvis så fordi fra ved over under etter før mellom uten hos hvem hvilken hvilke var vært hadde bli kunne skal skulle ville må gjør går få får gi finn sett spill bestille bestilling kjøpe trenger hjelp uke klokken alle alt noe noen mye mer mange',
  pl: 'cześć witam dzień dobry dziękuję dzięki proszę tak nie ja ty jest to w na się że co gdzie kiedy jak dlaczego mój moja z do mogę chcę mam dzisiaj jutro czy hej siema wieczór dobranoc widzenia my wy oni on ona ono mnie mi ciebie tobie jego jej nas was ich twój swój ten ta te tego tej tym są był była było być będzie będę mieć masz ma mamy może możesz można muszę chcesz chciałbym chciałabym potrzebuję pokaż znajdź ustaw włącz zamówienie zamówić kupić pomoc dla od po przy przez pod nad przed bez oraz lub albo ale bo jeśli kto która który które ile bardzo więcej też już teraz tutaj tam wczoraj tydzień godzina wszystko nic',
  pt: 'olá oi obrigado obrigada por favor sim não eu você é o a os as um uma e em de do da que onde quando como meu minha com para posso quero tenho bom dia boa tarde noite tchau hoje me está amanhã no na até logo tudo bem nós vocês eles elas ele ela lhe nos te se seu sua seus suas nosso este esta isto esse essa isso aquele há ser sou somos são foi era estou estamos estão ter tem temos têm fazer faz pode podem poderia quer preciso gostaria mostre mostra mostrar procure procurar encontrar encontre colocar pedido pedir comprar ajuda ao aos à às pelo pela num numa nas dos das sobre entre sem desde mas ou porque quem qual quais quanto quanta quantos muito mais menos também já agora aqui ali ontem semana hora todos nada',
  ro: 'bună salut mulțumesc te rog da nu eu tu este e și în la de un o ce unde când cum cine meu mea cu pentru pot vreau am ziua dimineața revedere azi mâine că hei noapte seara pa noi voi ei ele el ea mă îmi îți ne vă lui lor acest această acesta aceea sunt ești suntem sunteți era fost fi va are ai avem aveți poate poți trebuie vrei aș arată găsește caută setează comandă comanda cumpăra ajutor din pe fără între sub după până dar sau dacă care cât câte foarte mai deja acum aici acolo ieri săptămână ora tot toate nimic',
  sk: 'ahoj dobrý deň ďakujem prosím áno nie je som to na sa si že čo kde kedy ako prečo pre za mi môj moja mám chcem môžem dnes zajtra',
  sl: 'zdravo živjo hvala prosim da ne jaz ti je ni to in v na se kaj kje kdaj kako zakaj moj moja za z lahko želim imam dobro jutro danes jutri',
  sr: 'zdravo hvala molim da ne ja ti je nije to i u na se šta gde kada kako zašto moj moja za sa mogu želim imam dobro jutro danas sutra li mi će',
  sv: 'hej tack ja nej jag du det är inte en ett och på av till vad var när hur varför min mitt med för kan vill har god morgon hejdå idag mig kväll vi oss er dig sig han hon dem de din sin hans hennes vår deras den där här nu också bara men eller om så eftersom från vid över under efter före mellan utan hos vem vilken vilka varit hade bli blir kunde ska skulle ville måste gör går få får ge visa hitta sätt spela beställa beställning köpa behöver hjälp igår imorgon vecka klockan alla allt något någon mycket mer många',
  sw: 'habari jambo asante tafadhali ndiyo hapana mimi wewe ni na ya wa kwa katika nini wapi lini vipi kwa nini yangu sana leo kesho naomba nataka naweza za la cha vya kuwa alikuwa ilikuwa hii hiyo huo hilo hata pia baada kabla watu mwaka huu wake yake ndio karibu asubuhi',
  tl: 'kumusta salamat po opo oo hindi ako ikaw ka ang ng sa mga ay na at ano saan kailan paano bakit ko mo gusto magandang umaga ngayon bukas',
  tr: 'merhaba selam teşekkürler teşekkür ederim sağol lütfen evet hayır ben sen bu bir ve de da ne nerede zaman nasıl neden benim ile için var yok mı mi mu istiyorum günaydın iyi günler bugün yarın hava akşamlar geceler hoşça kal tamam peki biz siz onlar o bana sana ona bize size bunu şu şunu onu senin onun bizim sizin gibi kadar daha çok az en her hiç ama veya ya çünkü eğer ki kim hangi kaç nereye nereden neler olan olarak olur oldu olacak olsun misin mısın mıyım miyim musun müsün misiniz edin et yap yapmak göster bul ara ayarla kur çal sipariş almak lazım yardım şimdi burada orada dün gün hafta saat sabah akşam bütün tüm',
  vi: 'xin chào cảm ơn vui lòng vâng không tôi bạn là của và ở đâu khi nào thế gì sao với cho có thể muốn hôm nay ngày mai tạm biệt dạ ừ anh chị em mình chúng ta họ này kia đó đây phải được bị đã đang sẽ nên cần làm giúp xem tìm mua đặt hàng đơn một hai các những trong ngoài trên dưới từ đến về bởi nhưng hoặc nếu vì ai bao nhiêu rất hơn cũng rồi bây giờ qua tuần tất cả',
  // Cyrillic
  be: 'прывітанне дзякуй калі ласка так не я ты гэта і у на што дзе як чаму мой',
  bg: 'здравей здравейте благодаря моля да не аз ти е това и в на се какво къде кога как защо мой моята за с мога искам имам днес утре съм ли ще',
  kk: 'сәлем рахмет иә жоқ мен сен бұл және не қайда қашан қалай неге менің үшін бар бүгін ертең ма ме',
  mk: 'здраво благодарам молам да не јас ти е тоа и во на се што каде кога како зошто мојот',
  ru: 'привет здравствуйте спасибо пожалуйста да нет я ты вы это и в на не что где когда как почему мой моя с для могу хочу есть у доброе утро сегодня завтра мне здравствуй добрый день вечер пока до свидания мы они он она оно меня тебя тебе его её ее нас вас их твой свой этот эта эти того той том был была было были быть будет буду можно можешь можете могли нужно надо хочешь хотел хотела бы помогите покажи найди поставь включи заказ заказать купить помощь от по при через под над перед без из за о об или но потому если кто какой какая какие сколько очень больше тоже уже сейчас здесь там вчера неделю час всё все ничего',
  sr2: 'здраво хвала молим да не ја ти је није то и у на се шта где када како зашто мој моја за са могу желим',
  uk: 'привіт вітаю дякую будь ласка так ні я ти ви це і в на не що де коли як чому мій моя з для можу хочу є у доброго ранку сьогодні завтра мені добрий день вечір бувай до побачення ми вони він вона воно мене тебе тобі його її нас вас їх твій свій цей ця ці того тієї той був була було були бути буде буду можна можеш можете треба потрібно хочеш хотів хотіла би б допоможіть покажи знайди постав увімкни замовлення замовити купити допомога від по при через під над перед без із зі за про або але бо тому якщо хто який яка які скільки дуже більше також вже зараз тут там вчора тиждень година все всі нічого',
}

/** Words that people of every language write, and that say nothing about theirs. */
export const wordsOfAll: ReadonlySet<string> = new Set(
  'ok okay okey oke k hm hmm haha lol wow app email online'.split(' '),
)

/** Words that are everywhere in a language and in few others. Serbian is written in two scripts and has both lists. */
export const commonWords: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.keys(tellingLetters).map((language) => {
    const list = language === 'sr' ? `${words.sr} ${words.sr2}` : (words[language] ?? '')
    return [language, new Set(list.split(' '))] as const
  }),
)
