"""What people say for what the texts call otherwise, beside the glossary: families, fear, papers, sleeping places; and how
people and states are called after their country.

Each row holds expressions of one meaning, first the one that the texts use; both languages. Only everyday words stand here:
a term of the field belongs in the glossary, with its synonyms.
"""

from __future__ import annotations

_ROWS = (
    # people
    ("niña, niño o adolescente | hijo | hija", "child | son | daughter"),
    ("madre | mamá | mami", "mother | mom | mum"),
    ("padre | papá | papi", "father | dad"),
    ("familiar | pariente | tío | abuelo | abuela | primo | hermano",
     "relative | uncle | aunt | cousin | grandparent | sibling | brother | sister"),
    ("vínculo familiar | parentesco | dice ser su padre | dice ser su papá | dice ser su tío | de verdad es su padre",
     "family link | family tie | kinship | says he is the father | really the father | really the mother | really related"),
    ("unidad familiar | familia separada | separar de la familia | separar de los padres | separar de su madre | separar de su mamá"
     " | separar de su papá | quitar a sus hijos",
     "family unity | separated family | separate from parents | taken from parents | family separation | separated from his mother"
     " | taken from his mother | take away a child"),
    ("familia extensa | viaja con un primo | viaja con su tío | viaja con su tía | viaja con su abuela | viajan con parientes",
     "kinship care | travels with an uncle | travels with an aunt | travels with a cousin | travels with relatives"),
    ("niñez muy pequeña | bebé | niño pequeño | primera infancia", "very young children | baby | infant | toddler | small child"),
    ("traficante | coyote | pollero", "smuggler | coyote | people smuggler"),
    ("intérprete | traductor | no habla español | no habla el idioma",
     "interpreter | translator | does not speak spanish | speaks no spanish"),
    # what happened
    ("temor | miedo | asustado | amenazado", "fear | afraid | scared | frightened | threatened"),
    ("duda sobre la edad | no sé qué edad tiene | no se sabe la edad | edad desconocida | parece mayor de edad | dice que es menor"
     " | dice ser menor | dice que tiene 16 | dice que tiene 17",
     "doubt about age | not sure how old | unknown age | looks older | looks over 18 | claims to be a child | claims to be under 18"
     " | says he is a minor | says she is a minor | says he is 16 | says he is 17 | says she is 16 | says she is 17"),
    ("violencia sexual | violación | violaron | violada | violado | abuso sexual", "sexual violence | rape | raped | sexual abuse"),
    ("maltrato | golpes | pegar | golpear | lastimar | hacer daño | hizo daño | abuso",
     "ill-treatment | beaten | beating | hit | hurt | harmed | abuse"),
    ("señales | indicios | sospecha", "signs | indicators | red flags | suspicion"),
    ("necesidad de protección internacional | miedo de volver | miedo a volver | miedo de regresar | miedo a regresar | teme volver"
     " | teme regresar | no quiere volver | no puede volver",
     "need for international protection | afraid to go back | afraid to go home | afraid to return | afraid of going back"
     " | scared to go home | fear of return | does not want to go back | cannot go home"),
    ("desaparición | desaparecido | perdido | extraviado | se escapó | se fugó | no aparece | sale del albergue"
     " | salió del albergue",
     "disappearance | missing | disappeared | lost | ran away | run away | runaway | goes missing | leaves the shelter | left the shelter"),
    ("caravana | muchas personas a la vez | llegada masiva", "caravan | many people | mass arrival | large group"),
    ("nacimiento | nació | recién nacido | bebé", "birth | born | newborn | baby"),
    ("registro de nacimiento | acta de nacimiento | partida de nacimiento | certificado de nacimiento | acta",
     "birth registration | birth certificate"),
    ("embarazo | embarazada | encinta", "pregnancy | pregnant"),
    ("documentos | papeles | sin papeles", "documents | papers | without papers | no papers"),
    ("cumplir 18 | 18 años | mayoría de edad | cumple 18", "turn 18 | turns 18 | turning 18 | coming of age | age of majority"),
    ("edad | qué edad tiene | cuántos años tiene", "age | how old | years old"),
    ("trabajo infantil | niños que trabajan", "child labour | child labor | working child | child work"),
    ("en tránsito | en el camino | en la ruta | durante el viaje | en el viaje",
     "in transit | on the way | on the road | on the journey | during the journey | on the move"),
    ("rechazo en frontera | no dejan entrar | no dejaron entrar | negar la entrada | negar el ingreso",
     "refused at the border | turned away | turned back | denied entry | refused entry | not let in"),
    ("muerte | murió | fallecido | cadáver | cuerpo sin vida", "death | died | dead | dead body"),
    ("explotación | explotado | obligado a trabajar | trabajo forzoso", "exploitation | exploited | forced to work | forced labour"),
    ("reclutamiento | pandilla | mara | crimen organizado", "recruitment | gang | gangs | organised crime"),
    # what is needed
    ("alojamiento | albergue | dónde dormir | dónde duerme | hospedaje", "shelter | accommodation | where to sleep | sleep | housing"),
    ("escuela | escolar | escolarizar | escolarización | colegio | clases | estudiar", "school | schooling | enrol | classroom | study"),
    ("atención psicosocial | trauma | deprimido | tristeza", "psychosocial care | trauma | depressed | sadness"),
    ("documento de viaje | pasaporte | salvoconducto", "travel document | passport | laissez-passer"),
    ("residencia | visa | permiso de residencia | regularizar", "residence | visa | residence permit | regularise"),
    ("capacitación | formación | curso | taller", "training | course | workshop"),
    ("salud | médico | doctor | enfermo | hospital", "health | doctor | sick | ill | hospital"),
    ("gratuita | gratis | sin costo | sin pagar", "free | free of charge | no cost"),
    ("plazo | cuánto tiempo | cuántas horas | cuántos días | fecha límite",
     "deadline | time limit | how long | how many hours | how many days"),
    ("teléfono | número de teléfono | línea de ayuda | a qué número llamo | qué número marco",
     "telephone | phone | phone number | telephone number | helpline | hotline | what number do i call | which number do i call"),
    ("búsqueda de familiares | buscar a mi hijo | buscar a mi hija | encontrar a mi hijo | dónde está mi hijo | dónde está mi hija",
     "family tracing | find my child | find my son | find my daughter | looking for my child | where is my child | where is my son"),
    ("autoridad de protección | protección infantil | bienestar infantil | servicios sociales",
     "protection authority | child protection | child welfare | social services | child protective services"),
    # what is decided and done
    ("retorno | devolver | regreso | regresar | mandar de vuelta", "return | send back | sent back | go home | send home | sent home"),
    ("país de origen | su país | mi país", "country of origin | home country"),
    ("detención | encerrar | encerrado | encarcelar | cárcel", "detention | locked up | jail | arrested"),
    ("recurso | recurrir | apelar | apelación | impugnar", "appeal | challenge | contest"),
    ("entrega | entregar | trasladar | traslado", "handover | hand over | transfer"),
    ("prórroga | prorrogar | extender el plazo | ampliar el plazo", "extension | extend the deadline"),
    ("eliminación | eliminar | borrar", "deletion | delete | erase"),
    ("conservar | conservación | guardar | cuánto tiempo se guarda | cuánto tiempo guardamos",
     "keep | retention | retain | store | how long is it kept | how long do we keep | how long to keep"),
    ("permiso | consentimiento | autorización", "permission | consent | authorisation"),
    ("compartir datos | intercambio de información | pasar los datos", "share data | information sharing | exchange of information"),
    ("huellas | huellas dactilares | biometría", "fingerprints | biometrics"),
    ("idoneidad | verificar a la persona adulta | antecedentes penales", "suitability | background check | criminal record | vetting"),
    ("dar razones | motivar | motivación", "give reasons | reasoning | justify"),
    ("consulado | embajada", "consulate | embassy"),
    ("fiscalía | ministerio público | fiscal", "prosecutor | public prosecutor | district attorney"),
    ("juzgado | tribunal | juez", "court | judge | tribunal"),
    ("formulario | planilla | formato", "form | template"),
    ("lista de verificación | lista de control | lista de cotejo", "checklist | check list"),
    ("estudio socioeconómico | visita domiciliaria | visitar la casa", "home study | home visit | visit the home"),
    ("fotografía | foto | retrato", "photograph | photo | picture"),
    ("grabación | grabar", "recording | record | tape"),
    ("filtración | filtrar | fuga de datos", "leak | breach | data breach"),
    ("corregir | corrijo | equivocado", "correct | wrong | mistake"),
    ("autoridad migratoria | migración | la migra", "migration authority | immigration"),
    ("aduanas y protección fronteriza | patrulla fronteriza", "customs and border protection | border patrol"),
)  # fmt: skip

PEOPLE = {
    "BZ": ("beliceño", "Belizean"),
    "CA": ("canadiense", "Canadian"),
    "CR": ("costarricense | tico", "Costa Rican"),
    "DO": ("dominicano | RD", "Dominican"),
    "GT": ("guatemalteco", "Guatemalan"),
    "HN": ("hondureño", "Honduran"),
    "MX": ("mexicano", "Mexican"),
    "NI": ("nicaragüense", "Nicaraguan"),
    "PA": ("panameño", "Panamanian"),
    "SV": ("salvadoreño", "Salvadoran | Salvadorean"),
    "US": ("estadounidense | EEUU | EE. UU.", "USA | the US"),
}
"""After their country, by its code."""


def _row(es: str, en: str) -> dict[str, tuple[str, ...]]:
    return {lang: tuple(text.strip() for text in texts.split("|")) for lang, texts in (("es", es), ("en", en))}


EVERYDAY = tuple(_row(*row) for row in _ROWS)
"""For each meaning, by language, what people say."""


def people_of(code: str, lang: str) -> tuple[str, ...]:
    """What comes from a country, as people say it."""
    return _row(*PEOPLE[code]).get(lang, ()) if code in PEOPLE else ()
