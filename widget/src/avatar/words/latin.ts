/**
 * What letters sound like, as far as it shows: `letters:shapes`, the longest letters that fit first. `$` is the end of a
 * word and `^` its beginning; nothing behind the colon is silent. Written from how the languages are spelled; whoever
 * reads lips would find mistakes, and nobody sees them at five syllables a second.
 */
const english = `
a:aa ai:E ay:E au:O aw:O ar:aa air:E.RR all:O.nn alk:O.kk a_e:E
b:PP bb:PP mb$:PP c:kk ch:CH ck:kk ce:SS ci:SS.I cy:SS.I cc:kk
d:DD dd:DD dge:CH ed$:DD e:E ee:I ea:I ear:I.RR eer:I.RR eigh:E ei:I ey:I ew:U er:RR e$: es$:SS
f:FF ff:FF g:kk gg:kk gh:  ght:DD ge$:CH gi:CH.I gn:nn h:aa ^hou:aa.U
i:I ie:I igh:aa.I ir:RR i_e:aa.I ing$:I.nn j:CH k:kk ^kn:nn l:nn ll:nn
m:PP mm:PP n:nn nn:nn ng:nn o:O oo:U ou:aa.U ow:O oa:O oi:O.I oy:O.I or:O.RR o_e:O ough:O
p:PP pp:PP ph:FF qu:kk.U r:RR rr:RR ^wr:RR s:SS ss:SS sh:CH sch:SS.kk ssion:CH.nn sion:CH.nn
t:DD tt:DD th:TH tch:CH tion:CH.nn ture:CH.RR u:aa ur:RR u_e:U ue$:U ui:U v:FF ve$:FF
w:U wh:U ^who:U x:kk.SS y:I ^y:I z:SS zz:SS`

const german = `
a:aa ä:E aa:aa ah:aa ai:aa.I au:aa.U äu:O.I b:PP bb:PP c:kk ch:kk chs:kk.SS ck:kk d:DD dd:DD dt:DD
e:E ee:E eh:E ei:aa.I ey:aa.I eu:O.I er$:aa f:FF ff:FF g:kk gg:kk ig$:I.kk h:aa i:I ie:I ieh:I ih:I j:I k:kk l:nn ll:nn
m:PP mm:PP n:nn nn:nn ng:nn nk:nn.kk o:O oo:O oh:O ö:U öh:U p:PP pp:PP pf:PP.FF ph:FF qu:kk.FF r:RR rr:RR rh:RR
s:SS ss:SS ß:SS sch:CH ^sp:CH.PP ^st:CH.DD t:DD tt:DD th:DD tion:DD.SS.I.O.nn tsch:CH tz:SS u:U uh:U ü:U üh:U
v:FF w:FF x:kk.SS y:U z:DD.SS`

const spanish = `
a:aa á:aa b:PP c:kk ch:CH ce:TH.E ci:TH.I cé:TH.E cí:TH.I d:DD e:E é:E f:FF g:kk ge:kk.E gi:kk.I gu:kk.U gue:kk.E gui:kk.I güe:kk.U.E
h: i:I í:I j:kk k:kk l:nn ll:I m:PP n:nn ñ:nn.I o:O ó:O p:PP qu:kk r:RR rr:RR s:SS t:DD u:U ú:U ü:U v:PP w:U x:kk.SS y:I z:TH`

const french = `
a:aa à:aa â:aa ai:E aî:E an:aa.nn am:aa.PP au:O eau:O aient$:E ais$:E ait$:E b:PP bb:PP c:kk ç:SS ce:SS ci:SS.I ch:CH
d:DD d$: dd:DD e:U é:E è:E ê:E ë:E ei:E en:aa.nn em:aa.PP er$:E ez$:E et$:E eu:U eû:U œu:U œ:U e$: es$: ent$: est$:E f:FF ff:FF
g:kk ge:CH gi:CH.I gu:kk gn:nn.I h: i:I î:I ï:I in:E.nn im:E.PP ain:E.nn ein:E.nn ien:I.E.nn ill:I j:CH k:kk l:nn ll:nn
m:PP mm:PP n:nn nn:nn o:O ô:O on:O.nn om:O.PP oi:U.aa oî:U.aa ou:U où:U oû:U oin:U.E.nn p:PP p$: pp:PP ph:FF qu:kk
r:RR rr:RR s:SS s$: ss:SS sc:SS t:DD t$: tt:DD th:DD tion:SS.I.O.nn u:U ù:U û:U un$:E.nn v:FF w:FF x:kk.SS x$: y:I z:SS z$:`

const italian = `
a:aa à:aa b:PP bb:PP c:kk ch:kk cch:kk ci:CH cia:CH.aa cio:CH.O ciu:CH.U ce:CH.E cci:CH.I cce:CH.E cc:kk d:DD dd:DD e:E è:E é:E f:FF ff:FF
g:kk gh:kk gi:CH gia:CH.aa gio:CH.O giu:CH.U ge:CH.E gg:CH gn:nn.I gli:nn.I h: i:I ì:I j:I k:kk l:nn ll:nn m:PP mm:PP n:nn nn:nn
o:O ò:O p:PP pp:PP qu:kk.U r:RR rr:RR s:SS ss:SS sci:CH.I sce:CH.E sch:SS.kk t:DD tt:DD u:U ù:U v:FF vv:FF w:U x:kk.SS y:I z:DD.SS zz:DD.SS`

const portuguese = `
a:aa á:aa à:aa â:aa ã:aa.nn ão:aa.U.nn ães$:aa.I.CH ai:aa.I am$:aa.U b:PP c:kk ç:SS ce:SS.E ci:SS.I ch:CH d:DD de$:CH.I di:CH.I
e:E é:E ê:E ei:E.I em$:E.I e$:I f:FF g:kk ge:CH.E gi:CH.I gu:kk gue:kk.E gui:kk.I h: i:I í:I j:CH k:kk l:nn l$:U lh:nn.I m:PP n:nn nh:nn.I
o:O ó:O ô:O õe:O.I o$:U ou:O p:PP qu:kk r:RR rr:kk s:SS ss:SS t:DD te$:CH.I ti:CH.I u:U ú:U v:FF w:U x:CH y:I z:SS`

/** Spelled more or less as it sounds: most other languages in these letters. */
const plain = `
a:aa á:aa à:aa â:aa ā:aa ă:aa ą:O.nn ä:E å:O æ:E b:PP c:DD.SS ç:CH ć:CH č:CH ch:kk cz:CH d:DD ð:TH đ:DD dz:DD.SS e:E é:E è:E ê:E ë:E ē:E ę:E.nn ě:E ə:E
f:FF g:kk ğ:  h:aa i:I ı:I í:I î:I ī:I ij:E.I j:I k:kk l:nn ł:U m:PP n:nn ñ:nn.I ń:nn ň:nn ng:nn o:O ó:O ô:O ö:U ő:U ø:U ō:O oe:U ou:aa.U
p:PP ph:FF q:kk r:RR ř:RR rz:CH s:SS ś:CH š:CH ş:CH sh:CH sz:CH sj:CH t:DD th:DD þ:TH u:U ú:U ů:U ü:U ű:U ū:U ui:U.I v:FF w:FF x:kk.SS y:I ý:I z:SS ź:CH ž:CH ż:CH`

/** By the primary tag. */
export const latin: Readonly<Record<string, string>> = {
  en: english,
  de: german,
  es: spanish,
  fr: french,
  it: italian,
  pt: portuguese,
}
export const otherLatin = plain

export const cyrillic = `
а:aa б:PP в:FF г:kk ґ:kk д:DD е:I.E є:I.E ё:I.O ж:CH з:SS и:I і:I ї:I.I й:I к:kk л:nn м:PP н:nn о:O п:PP р:RR с:SS т:DD у:U ў:U ф:FF х:kk
ц:DD.SS ч:CH ш:CH щ:CH ъ: ы:I ь: э:E ю:I.U я:I.aa ј:I љ:nn.I њ:nn.I ђ:CH ћ:CH џ:CH`
