/**
 * Words that say how somebody feels, by language; written for this, from the language itself. Small, because it moves an
 * avatar and a chart, and decides nothing. `*` stands for any ending, `_` for a space.
 */
export interface FeelingWords {
  /** Strong and mild, good and bad. */
  readonly great: string
  readonly good: string
  readonly bad: string
  readonly awful: string
  /** Turn what follows round; those that stand behind are said so. */
  readonly not: string
  readonly notBehind?: string
  readonly very: string
}

export const feelingWords: Readonly<Record<string, FeelingWords>> = {
  en: {
    great:
      'amazing awesome excellent fantastic wonderful perfect brilliant outstanding superb incredible love loved loves adore* thrilled delighted best beautiful magnificent terrific stunning epic',
    good: 'good great nice happy glad thanks thank thankful grateful helpful like liked likes enjoy* fun cool pleased pleasure well fine better easy fast quick smooth friendly kind sweet cute hope hopeful excited exciting proud win won winning success* works worked lovely congrat* welcome yay haha* lol interesting recommend* appreciate* smart safe blessed luck lucky laugh* smile* impress* enjoy fresh bravo cheers favorite favourite gorgeous yes_please looking_forward',
    bad: 'bad sad sorry slow late wrong problem* issue* error* broken broke fail* miss missed missing annoy* confus* bored boring tired sick hurt* lost lose losing losers poor worse difficult hard trouble worry* worried disappoint* unfortunately cancel* complain* delay* expensive cheap ugly afraid scared fear* cry cried crying lonely upset angry mad stupid dumb lame weird wait waiting unhappy rude refund crash* bug bugs bug* shame weak pain* useless dirty ignore* kill* dead death died war fight* attack* fake lie lies lying liar nobody stuck cold awkward ban* blame* violen* crisis worse sadly annoying stress*',
    awful:
      'terrible horrible awful worst hate hated hates disgust* furious outrag* scam scams fraud crap shit* fuck* damn hell pathetic nightmare ridiculous disaster unacceptable idiot* bastard* wtf evil racist terror* murder*',
    not: "not no never none nothing don't dont doesn't doesnt didn't didnt isn't isnt wasn't wasnt aren't can't cant cannot won't wont wouldn't couldn't without hardly",
    very: 'very really so extremely totally absolutely super too quite incredibly fucking',
  },
  es: {
    great:
      'excelente* increíble* fantástic* maravillos* perfect* genial* espectacular* encanta* encantó amo adoro mejor mejores hermos* precios* estupend* felicidad magnífic* brillante',
    good: 'buen* bien feliz felices gracias contento contenta alegr* gusta gustó gustan útil amable* rápid* fácil divertid* lindo linda bonit* guapo guapa interesante suerte éxito* ganar ganó ganamos gana felicid* felicit* amor quiero risa sonrisa orgull* esperanza disfrut* recomiend* agradec* simpátic* listo tranquil* abrazo* besos jaja* ojalá cariño amig* ánimo mola chulo',
    bad: 'mal malo mala malos malas triste* problema* error* lento lenta tarde roto rota falla* fallo* molest* aburrid* cansad* enferm* dolor duele perd* peor difícil preocup* decepcion* lamentable* cancel* queja* caro cara feo fea miedo llor* sol* enfad* enojad* rabia tonto tonta raro raros aburre lástima odio muert* muri* guerra crisis pelea* culpa vergüenza pena penoso sucio sufr* odi* falta inútil* harta harto mentir* mentira* echo_de_menos estrés',
    awful:
      'terrible* horrible* pésim* asco asqueros* odio odia odian mierda puta puto putos joder estaf* fraude desastre inaceptable idiota* imbécil* basura cabron* gilipollas corrup*',
    not: 'no nunca jamás nada nadie sin tampoco ni',
    very: 'muy mucho mucha tan tanto súper demasiado totalmente bastante re',
  },
  pt: {
    great:
      'excelente* incrível incríveis fantástic* maravilhos* perfeit* genial ótim* otim* sensacional amo amei adoro adorei melhor melhores lind* espetacular top magnífic*',
    good: 'bom boa bons boas bem feliz felizes obrigad* grato content* alegr* gosto gostei gosta útil gentil rápid* fácil divertid* bonit* interessante sorte sucesso ganh* vencer venceu parabéns amor fof* orgulho esperança legal massa valeu recomend* agradec* simpátic* tranquil* abraço* beij* kkk* haha* rsrs* saudável sorri* querid* amig* show curti curto',
    bad: 'mal mau má ruim ruins triste* problema* erro* lento lenta tarde quebrad* falh* chat* irrit* cansad* doente* dor dói perd* pior difícil preocup* decep* infelizmente cancel* reclam* caro cara feio feia medo chor* sozinh* brav* raiva bobo estranho pena odei* mort* morr* guerra crise brig* culpa vergonha suj* sofr* falta inútil mentir* mentira* saudade* sono tédio saco droga fome atras* fraco',
    awful:
      'terríve* horríve* péssim* nojo nojent* odeio odeia ódio merda porra caralho golpe fraude desastre inaceitável idiota* imbecil lixo puta puto bosta ridícul* corrup* vagabund*',
    not: 'não nao nunca jamais nada ninguém ninguem sem nem',
    very: 'muito muita tão tao super demais totalmente bastante mó',
  },
  fr: {
    great:
      'excellent* incroyable* fantastique* merveilleu* parfait* génial* magnifique* superbe* adore* aime_trop meilleur* extraordinaire* formidable* splendide ravi* sublime',
    good: 'bon bonne bons bonnes bien heureu* merci content* joie joli* aime aimé utile* gentil* rapide* facile* drôle* sympa* intéressant* chance succès gagn* bravo félicitation* amour mignon* fier fière espoir cool plaisir rire* sourire recommand* apprécie* tranquille bisou* ptdr mdr haha* beau belle beaux belles hâte vivement top chouette agréable bienvenue kiffe',
    bad: 'mal mauvais* triste* problème* erreur* lent* tard cassé* panne* échec* énerv* ennui* fatigu* malade* douleur perd* pire difficile* inquiet* inquiét* déçu* décev* malheureu* annul* plainte* plaindre cher laid* moche* peur pleur* seul* fâch* colère bête* bizarre* dommage déteste* mort* guerre crise* bagarre honte sale* souffr* manque* inutile* mensonge* menteur* marre relou chiant* stress* galère attaque* retard* nul nuls froid',
    awful:
      'terrible* horrible* affreu* pire_que déteste haine dégueulasse dégoût* merde* putain pute* connard* conne con cons salaud* arnaque* fraude désastre* catastrophe* inacceptable* idiot* ordure* honteu* raciste* terroris* enculé* bordel',
    not: "pas ne n' jamais rien aucun* sans ni personne",
    notBehind: 'pas plus jamais',
    very: 'très trop si tellement super vraiment extrêmement tout grave',
  },
  de: {
    great:
      'ausgezeichnet* hervorragend* fantastisch* wunderbar* perfekt* genial* großartig* liebe liebt beste* traumhaft* unglaublich* super klasse toll* begeister* spitze wunderschön*',
    good: 'gut gute guten guter gutes schön* glücklich* danke* dankbar froh freu* nett* hilfreich* mag gern gerne spaß schnell* einfach* lustig* interessant* glück erfolg* gewinn* gewonnen gratul* glückwunsch* liebevoll süß* stolz hoffnung hoff* cool angenehm* lach* empfehl* freundlich* zufrieden* lecker sicher willkommen hübsch* yay haha* geil fein besser lieb schick gemütlich',
    bad: 'schlecht* traurig* problem* fehler* langsam* spät* kaputt* falsch* nerv* langweil* müde krank* schmerz* verlor* verlier* schlimm* schwierig* sorge* enttäusch* leider stornier* beschwer* teuer* teure* hässlich* angst* wein* einsam* wütend* böse* dumm* doof* blöd* komisch schade hass* tot tote* tod stirbt gestorben krieg* krise* streit* schuld* peinlich* schmutzig* leid* fehlt nutzlos* lüge* lügner stress* warten verspät* schwach* kalt arm* schäm* angriff* opfer',
    awful:
      'schrecklich* furchtbar* grauenhaft* schlimmste* hasse* ekel* eklig* scheiß* scheiss* verdammt* mist betrug* betrüg* katastroph* unverschämt* idiot* arsch* wichser* unerträglich* widerlich* nazi* fick* kotz* schwachsinn rassis* terror*',
    not: 'nicht kein keine keinen keiner keinem nie niemals nichts ohne weder kaum',
    notBehind: 'nicht nie',
    very: 'sehr so total echt richtig voll extrem zu unglaublich mega',
  },
  it: {
    great:
      'eccellent* incredibil* fantastic* meraviglios* perfett* geniale* magnific* splendid* adoro amo ottim* miglior* stupend* strepitos* bellissim* straordinari*',
    good: 'buon* bene bello bella belli belle felic* grazie content* gioia piace piaciut* util* gentil* veloc* facil* divertent* simpatic* interessant* fortuna success* vinc* vittoria brav* complimenti auguri amore carin* fier* orgoglio* speranza piacere ridere sorris* consigli* tranquill* haha* ahah* evviva amic* dolc* finalmente',
    bad: 'male malo cattiv* trist* problem* error* lent* tardi rott* guast* fastidi* noios* noia stanc* malat* dolor* perd* pegg* difficil* preoccup* delus* purtroppo cancell* lament* caro cara brutt* paura piang* sol* arrabbiat* rabbia stupid* strano peccato odi* mort* guerra crisi colpa vergogn* sporc* soffr* manca inutil* bugi* menti* stress ansia ritard* fame freddo tass* debol*',
    awful:
      'terribil* orribil* pessim* schifo schifos* odio odia merda cazzo vaffanculo truff* frode disastr* inaccettabil* idiot* imbecill* stronz* ladr* ridicol* vergognos* coglion* corrott*',
    not: 'non mai niente nulla nessun* senza né',
    very: 'molto molta tanto così troppo davvero super estremamente',
  },
  nl: {
    great:
      'geweldig* fantastisch* uitstekend* perfect* prachtig* schitterend* top super beste heerlijk* briljant* verliefd',
    good: 'goed goede mooi* blij* gelukkig* dank* bedankt fijn* leuk* lief lieve aardig* handig* snel* makkelijk* grappig* interessant* geluk succes* gewonnen winnen gefeliciteerd trots* hoop gezellig* lekker* tevreden aanrad* vriendelijk* lach* haha* tof cool welkom beter houd_van',
    bad: 'slecht* verdrietig* droevig probleem problemen fout* langzaam traag trage laat kapot* verkeerd* irritant* vervelend* saai* moe ziek* pijn* verlor* verlies* erg moeilijk* zorg* teleur* helaas annul* klacht* klagen duur* lelijk* bang* huil* eenzaam* boos* kwaad* dom* stom* raar jammer haat dood* oorlog crisis ruzie schuld* vies* mis gemist nutteloos* leugen* liegen stress* wachten vertrag* zwak*',
    awful:
      'verschrikkelijk* vreselijk* afschuwelijk* slechtste haat haten walgelijk* kut klote shit kanker* oplicht* fraude ramp* onacceptabel* idioot idioten schandalig* waardeloos*',
    not: 'niet geen nooit niets niks zonder',
    notBehind: 'niet',
    very: 'heel erg zeer zo super echt te enorm',
  },
  pl: {
    great:
      'świetn* wspaniał* doskonał* fantastyczn* cudown* genialn* idealn* rewelacyjn* kocham uwielbiam najlepsz* przepięk* znakomi*',
    good: 'dobr* dobrze ładn* szczęśliw* dzięk* dziękuj* zadowolon* radość ciesz* lubię podoba* pomocn* mił* szybk* łatw* zabawn* ciekaw* szczęście sukces* wygra* gratul* dumn* nadziej* fajn* super polecam przyjemn* uśmiech* haha* spoko witaj lepiej lepsz* pyszn*',
    bad: 'zł* źle smutn* problem* błąd błęd* woln* późno zepsu* irytuj* nudn* zmęczon* chor* ból boli strac* przegra* gorz* trudn* martwi* rozczarow* niestety anulow* skarg* reklamacj* drog* brzydk* strach boję płacz* samotn* zły wściek* głupi* dziwn* szkoda śmier* umar* wojn* kryzys* wina wstyd* brudn* cierpi* brak* bezużyteczn* kłam* stres* czekać opóźnion* słab*',
    awful:
      'okropn* straszn* fataln* tragiczn* najgorsz* nienawidz* obrzydliw* gówn* kurw* chuj* oszust* oszuka* katastrof* niedopuszczaln* idiot* skandal* beznadziejn* pierdol*',
    not: 'nie nigdy nic nikt bez ani żaden',
    very: 'bardzo tak super naprawdę strasznie zbyt totalnie',
  },
  tr: {
    great: 'mükemmel* harika* muhteşem* şahane* olağanüstü* kusursuz* bayıl* seviyorum aşığım süper* efsane* enfes',
    good: 'iyi* güzel* mutlu* teşekkür* sağol* memnun* sevinç* sevin* seviyor beğen* faydalı yardımcı nazik* hızlı* kolay* eğlenceli komik ilginç şans* başarı* kazan* tebrik* gurur* umut* hoş* tatlı* gülümse* tavsiye* rahat* haha* sevgi* bravo aferin keyif*',
    bad: 'kötü* üzgün* üzül* sorun* problem* hata* yavaş* geç bozuk* bozul* sinir* sıkıcı* sıkıl* yorgun* hasta* ağrı* acı* kaybet* kayıp* zor* endişe* hayal_kırıklığı maalesef iptal* şikayet* pahalı* çirkin* kork* ağla* yalnız* kızgın* öfke* aptal* garip yazık ölüm* öldü* savaş* kriz* kavga* suç* utan* kirli eksik* işe_yaramaz yalan* stres* bekle* gecik* zayıf*',
    awful:
      'berbat* korkunç* iğrenç* rezalet* nefret* lanet* bok* siktir* dolandır* sahtekar* felaket* kabul_edilemez salak* gerizekalı* şerefsiz*',
    not: 'hiç asla yok değil',
    notBehind: 'değil* yok* değildi değilim',
    very: 'çok aşırı gerçekten fazla pek süper',
  },
  ru: {
    great:
      'отличн* прекрасн* замечательн* великолепн* потрясающ* идеальн* обожаю люблю супер лучш* восхитительн* шикарн* превосходн* восторг*',
    good: 'хорош* рад рада рады спасибо благодар* доволен довольн* радост* нравится понрав* полезн* добр* мил* быстр* легко удобн* весел* интересн* удач* успе* побед* поздрав* горжусь надежд* приятн* красив* круто классн* молодец улыб* смешн* рекоменд* счаст* ура хаха* вкусн*',
    bad: 'плох* грустн* печал* проблем* ошибк* медленн* поздно слом* сломан* неправильн* раздраж* скучн* уста* больн* боль потеря* хуже сложн* беспоко* разочаров* к_сожалению отмен* жалоб* жалу* дорог* некрасив* страх* боюсь плач* плак* одинок* зл* глуп* странн* жаль смерт* умер* войн* кризис* вин* стыд* грязн* страда* бесполезн* врать врё* ложь стресс* ждать задерж* слаб*',
    awful:
      'ужас* кошмар* отвратительн* худш* ненавиж* мерз* дерьм* говн* бляд* сука хуй* хуё* пизд* обман* мошенн* катастроф* недопустим* идиот* позор* урод*',
    not: 'не нет никогда ничего никто без ни',
    very: 'очень так слишком супер совсем действительно крайне',
  },
  ar: {
    great: 'ممتاز* رائع* مذهل* مثالي* عظيم* احب أحب بحب اعشق أعشق افضل أفضل جميل* خيالي* مبدع* ابدع* روعة روعه تحفة',
    good: 'جيد* حلو* شكرا شكرًا سعيد* فرح* مبسوط* مفيد* لطيف* سريع* سهل* ممتع* مضحك* حظ نجاح* ناجح* فوز فاز* مبروك فخور* امل أمل خير طيب* كويس* مرتاح* يعجبني اعجبني عجبني ضحك* ههه* الحمد_لله الحمدلله تمام محترم* حبيب* سلام رحمه رحمة بخير نعم ورد',
    bad: 'سيء سيئ* سيئة حزين* حزن مشكل* خطأ خطا بطيء متأخر تعطل* خربان مزعج* ممل* تعبان* مريض* وجع الم ألم خسر* خسارة اسوأ صعب* قلق* للاسف للأسف شكوى غالي* قبيح* خوف خايف* بكى ابكي بكاء وحيد* غضب* زعلان* غبي* غريب* موت مات حرب ازمة أزمة قتل* ذنب عيب وسخ* ضعيف* كذب* كاذب* فاشل* فشل* ظلم ظالم* ضغط انتظار تأخير',
    awful:
      'فظيع* مروع* كارث* اكره أكره كره مقرف* زبال* حقير* نصب نصاب* احتيال فضيحة لعن* كلب كلاب خرا ارهاب* إرهاب* مجرم* حمار',
    not: 'لا ليس ما لم لن غير مش مو بدون مافي لست ليست',
    very: 'جدا جدًا كثير* مره مرة اوي خالص للغاية',
  },
  hi: {
    great: 'शानदार बेहतरीन बढ़िया अद्भुत उत्कृष्ट कमाल लाजवाब जबरदस्त ज़बरदस्त सर्वश्रेष्ठ प्यार awesome amazing best love',
    good: 'अच्छा अच्छी अच्छे खुश खुशी धन्यवाद शुक्रिया पसंद सुंदर मदद मददगार आसान तेज मजा मज़ा मजेदार दिलचस्प सफल सफलता जीत जीता बधाई गर्व उम्मीद आशा सही ठीक मीठा हंसी मुस्कान स्वागत शुभ शुभकामनाएं वाह लाभ सम्मान मुबारक शांति विकास good great nice happy thanks',
    bad: 'बुरा बुरी बुरे दुख दुखी दुःख समस्या परेशान परेशानी गलत गलती धीमा देर खराब ख़राब टूटा बोर थका बीमार दर्द हार हारा खो मुश्किल कठिन चिंता निराश निराशा अफसोस शिकायत महंगा गंदा डर रोना रो अकेला गुस्सा नाराज बेवकूफ अजीब मौत मर मरा युद्ध संकट झगड़ा शर्म दोष बेकार झूठ झूठा तनाव इंतजार देरी कमजोर नुकसान विरोध आरोप bad sad problem',
    awful:
      'भयानक घटिया नफरत नफ़रत घृणा धोखा धोखेबाज बकवास शर्मनाक सबसे_खराब आतंकवादी आतंक हत्या बलात्कार भ्रष्ट गद्दार चोर कमीना हरामी मूर्ख देशद्रोही',
    not: 'नहीं ना मत बिना नही न',
    notBehind: 'नहीं नही',
    very: 'बहुत काफी बेहद अत्यंत ज्यादा सच',
  },
  id: {
    great: 'luar_biasa hebat sempurna keren mantap fantastis menakjubkan terbaik cinta suka_sekali istimewa juara',
    good: 'bagus baik senang bahagia gembira terima_kasih makasih suka puas membantu ramah cepat mudah lucu menarik beruntung sukses berhasil menang selamat bangga harap semoga cantik indah enak nyaman rekomendasi senyum haha* wkwk* asik asyik sayang sip oke',
    bad: 'buruk jelek sedih masalah salah error lambat lama terlambat rusak gagal ganggu* bosan membosankan lelah capek sakit nyeri hilang kalah parah sulit susah khawatir kecewa sayangnya batal keluhan mahal takut menangis nangis sendirian marah kesal bodoh aneh kasihan mati meninggal perang krisis malu kotor menderita kurang percuma bohong stres menunggu lemah',
    awful:
      'mengerikan sangat_buruk benci jijik menjijikkan penipu* penipuan bangsat anjing sialan brengsek goblok tolol bencana terburuk keparat memalukan',
    not: 'tidak tak bukan belum jangan tanpa nggak gak ga enggak',
    very: 'sangat sekali banget amat terlalu sungguh',
  },
  zh: {
    great: '太棒 完美 优秀 出色 精彩 非常好 最好 爱死 超赞 惊艳 绝了 厉害',
    good: '好 喜欢 开心 高兴 谢谢 感谢 满意 不错 有用 方便 快 简单 有趣 幸运 成功 赢 恭喜 骄傲 希望 漂亮 可爱 推荐 舒服 哈哈 爱 棒 赞 欢迎',
    bad: '坏 难过 伤心 问题 错误 慢 晚 故障 失败 烦 无聊 累 病 痛 丢 输 难 担心 失望 可惜 取消 投诉 贵 丑 害怕 哭 孤独 生气 笨 奇怪 死 战争 危机 羞 脏 没用 骗 压力 等了 差',
    awful: '糟糕 可怕 恶心 最差 讨厌 恨 垃圾 骗子 诈骗 灾难 无法接受 白痴 他妈 混蛋 无耻',
    not: '不 没 别 无 未 从不',
    very: '很 非常 太 特别 超级 真 极',
  },
  ja: {
    great: '最高 素晴らし すばらし 完璧 大好き 感動 素敵 最強 神対応',
    good: '良い 良かっ いい よかっ 好き 嬉し うれし 楽し ありがとう 感謝 満足 便利 助かり 助かっ 早い 簡単 面白 おもしろ 幸せ 成功 勝 おめでと 誇り 期待 綺麗 きれい 可愛 かわいい おすすめ 美味し おいし 安心 笑 ようこそ',
    bad: '悪い 悪かっ 悲し 残念 問題 間違 遅い 遅れ 壊れ 故障 失敗 困 退屈 つまらな 疲れ 病気 痛い 失くし 負け 難し 心配 がっかり キャンセル 苦情 高すぎ 怖い 泣 寂し 怒 馬鹿 変な 死 戦争 恥 汚い 役に立た 嘘 ストレス 待たされ 不満 不便 不安',
    awful: '最悪 ひどい 酷い 嫌い 気持ち悪 詐欺 ゴミ クソ くそ 許せな ふざけ 最低 うざ',
    not: '',
    notBehind: 'ない ません なかった じゃない ではな',
    very: 'とても すごく 本当に めっちゃ 超 かなり',
  },
}
