"""The wording of signatures, closings, disclaimers and banners, in the languages schools meet."""
# ruff: noqa: RUF001 - the words are in several alphabets

from __future__ import annotations

import re

STRICT_DELIMITER = re.compile(r"^--\s$")
DELIMITER = re.compile(r"^\s{0,3}(?:--|—|__)\s*$")

_DEVICE = (
    r"(?:i(?:phone|pad|pod)|apple watch|android|black ?berry|samsung|galaxy|huawei|nokia|"
    r"xiaomi|redmi|"
    r"pixel|motorola|sony|xperia|wiko|htc|oneplus|oppo|windows phone|mobile|smart ?phone|handset|"
    r"outlook|hotmail|gmail|yahoo|aol mail|mail for windows|proton ?mail|typeapp|"
    r"blue ?mail|sparrow|"
    r"polymail|airmail|acompli|vodafone|talktalk|handy|mobil\w*|téléphone|teléfono|telefon\w*)"
)
_SENT = (
    r"(?:sent (?:from|via|with|using)|get outlook for|gesendet (?:von|mit)|von mein\w* |"
    r"envoyée? (?:de|depuis|à partir de|via)|télécharger outlook|obtenir outlook|"
    r"enviad[oa] (?:desde|"
    r"do|pelo|a partir)|obtener outlook|inviat[oa] (?:da|dal|con)|verzonden (?:vanaf|met|via)|"
    r"verstuurd vanaf|skickat från|sendt fra|wysłan[eo] z|lähetetty|отправлено (?:с|из)|"
    r"anfonwyd o)"
)
_LINK = r"(?:\s?[<(]\s?https?://[^\s>)]{1,300}\s?[>)])?"
MOBILE_BEGINNINGS = frozenset("sen get ges von env tél obt env inv ver ski wys läh отп anf".split())
MOBILE = re.compile(
    rf"^\s{{0,3}}[*_\[(]?{_SENT}\b[^.,;!?\n]{{0,40}}?\b{_DEVICE}\b[^.,;!?\n<(]{{0,"
    rf"40}}{_LINK}\.?[*_\])]?$",
    re.IGNORECASE,
)
MY_DEVICE = re.compile(
    r"^\s{0,3}(?:[Ss]ent (?:from|via) my|[Ee]nvoyé de mon|[Ee]nviado desde mi) "
    r"(?:[A-Z0-9][\w+-]*\s?){1,7}$"
)
LINKED_APP = re.compile(
    r"^\s{0,3}(?:sent (?:from|with|via)|get) \w[\w .]{1,40}\s?[<(]\s?https?://", re.IGNORECASE
)

_STRICT_CLOSING = (
    r"(?:with |my )?(?:very |kind(?:est)? |best |warm(?:est)? |many )*regards?|(?:with )?(?:all )?"
    r"(?:very )?best wishes|all the best|(?:with )?(?:very )?best|yours(?: (?:sincerely|faithfully|"
    r"truly|ever))?|sincerely(?: yours)?|respectfully(?: yours)?|warmly|warm wishes|k\.?r\.?|"
    r"rgds|cordially|"
    r"cordialement|bien cordialement|bien à vous|salutations(?: distinguées)?|"
    r"mit freundlichen grü(?:ß|ss)en|freundliche grü(?:ß|ss)e|viele grü(?:ß|ss)e|mfg|lg|"
    r"(?:un )?(?:cordial )?saludos?|atentamente|atenciosamente|cumprimentos|"
    r"cordiali saluti|distinti saluti|met vriendelijke groet(?:en)?|"
    r"(?:vriendelijke )?groet(?:en|jes)?|"
    r"(?:med )?vänliga? hälsning(?:ar)?|hälsningar|mvh|(?:med )?(?:venlig|vennlig) hilsen|"
    r"hilsen|vh|kh|"
    r"pozdrawiam|z powa(?:ż|z)aniem|terveisin|ystävällisin terveisin|с уважением|з повагою|"
    r"cofion(?: (?:gorau|cynnes))?|yn gywir|yr eiddoch yn gywir"
)
_THANKS = (
    r"(?:many |with |best |kind |grateful )*thanks?(?: (?:again|so much|very much|in advance|a lot|"
    r"ever so much|both|all))?|thanks?(?: (?:&|and) (?:kind |best |warm )?regards)?|"
    r"(?:many )?thank(?:s|ing)? you(?: (?:again|so much|very much|in advance|kindly))?|"
    r"(?:with )?much appreciated|thx|cheers|ta|diolch(?: yn fawr)?|merci|danke|gracias|grazie|"
    r"obrigad[oa]|bedankt|tack|tak|dzięki"
)
CLOSING = re.compile(rf"^\s{{0,3}}(?:{_STRICT_CLOSING})\s?[,.!:;–-]{{0,3}}\s*$", re.IGNORECASE)
THANKING = re.compile(rf"^\s{{0,3}}(?:{_THANKS})\s?[,.!:;–-]{{0,3}}\s*$", re.IGNORECASE)
CLOSING_WITH_NAME = re.compile(
    rf"^\s{{0,3}}(?i:{_STRICT_CLOSING}|{_THANKS})\s?[,.–-]\s?(?:[A-Z][\w'’.-]*\s?){{1,4}}$"
)

CONTACT = re.compile(
    r"@[\w-]+\.\w|https?://|\bwww\.|\b\w[\w-]*\.(?:sch|org|co|ac|gov)\.uk\b|"
    r"(?:\+|\(0|\b0|\(\d{3}\)\s?)\d[\d\s().-]{5,}\d|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|"
    r"^\s*\*?(?:t|m|e|w|f|a|p|tel|mob|mobile|phone|telephone|direct|email|e-mail|fax|ext|"
    r"web|twitter|"
    r"address|dd|switchboard|office)\s?[.:|]",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"\b(?:head|headteacher|teacher|deputy|assistant|associate|executive|leader|lead|"
    r"manager|officer|"
    r"senco|sendco|principal|director|ceo|cfo|chair|pa|administrator|administration|secretary|"
    r"governor|governors|bursar|coordinator|co-ordinator|consultant|adviser|advisor|specialist|sle|"
    r"nle|school|schools|academy|academies|trust|college|primary|secondary|infant|junior|nursery|"
    r"federation|alliance|partnership|council|department|npqh|npqsl|qts|phd|msc|ba|bsc|med|ma|"
    r"engineer|developer|product|sales|support|team|ltd|limited|inc)\b",
    re.IGNORECASE,
)
NAME_WORD = re.compile(r"^[(\"'*_]?[A-Z][\w'’.&/-]*[)\"'*_,|]{0,3}$")
PARTICLES = frozenset(
    "of and the to for in at de van von la le du bin al & | - – — / • · @ "
    "(she/her) (he/him) (they/them) she/her he/him they/them".split()
)
ANSWERING = re.compile(
    r"\b(?:yes|no|not|nope|never|ok|okay|fine|agree|agreed|approve|approved|decline|declined|but|"
    r"except|only|unless|ps|p\.s|nb|n\.b|please|can|can't|cannot|will|won't|would|don't|do|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tomorrow|today|week|term|half)\b",
    re.IGNORECASE,
)
WORKING_DAYS = re.compile(
    r"^(?:my |our )?(?:usual |normal |current )?working (?:days|hours|pattern)\b|"
    r"^(?:please note )?(?:that )?i (?:only )?work (?:part|mon|tue|wed|thu|fri)",
    re.IGNORECASE,
)
PERSONAL = re.compile(r"\b(?:i|me|my|you|your)\b|\?", re.IGNORECASE)
PLACEHOLDER = re.compile(
    r"^\s*[\[<]?(?:cid:|image|logo|facebook|twitter|linkedin|instagram)[^\n]{0,200}$", re.IGNORECASE
)

DISCLAIMER = re.compile(
    r"^[\s*_>-]{0,10}(?:confidentiality(?: notice)?|disclaimer|legal notice|privacy notice|notice:|"
    r"this (?:e-?mail|message|communication|electronic mail)[^\n]{0,60}?(?:and any|is intended|is "
    r"confidential|may contain|contains|is sent|has been (?:scanned|checked)|is private|"
    r"is for the|w/)|"
    r"the (?:information|content|contents)s? (?:contained )?(?:in|of|transmitted)[^\n]{0,30}"
    r"(?:e-?mail|message|communication)|information in this (?:e-?mail|message)|"
    r"if you (?:are not|have received) (?:the intended|this)|please consider the environment|"
    r"consider the environment|think before you print|save (?:paper|trees)|"
    r"registered (?:in england|office|charity|company)|"
    r"[^\n]{0,80}\b(?:company limited by guarantee|is an exempt charity|registered in england)|"
    r"[^\n]{0,60}(?:e-?mails?|communications?)[^\n]{0,20}(?:may be|are|is) (?:monitored|recorded)|"
    r"[^\n]{0,80}(?:monitors email communications|intended solely for)|"
    r"le informazioni contenute in questo|diese e-?mail (?:enthält|kann)|ce message (?:et|est))",
    re.IGNORECASE,
)
BANNER = re.compile(
    r"^[\s*_\[{(!⚠️>-]{0,12}(?:caution|warning|attention|external(?: e-?mail| sender| message)?|"
    r"security notice|be careful|this (?:e-?mail|message)|you don['’]t often get|"
    r"some people who received this)\b",
    re.IGNORECASE,
)
BANNER_TAG = re.compile(
    r"^[\s*_\[{(!⚠️-]{0,12}(?:caution|warning)?\W{0,4}external(?: e-?mail| sender| message)?"
    r"[\s*_\]}):!⚠️-]{0,12}$",
    re.IGNORECASE,
)
BANNER_WARNING = re.compile(
    r"(?:do not|don['’]t|never|avoid|before|cautio\w*|careful|wary|exercise|think)\b[^.\n]{0,60}"
    r"\b(?:click|open|links?|attachments?|respond)|recogni[sz]e (?:the|this) sender|"
    r"why this is important|content is safe|often get e-?mail from|"
    r"(?:originat\w+|sent|came|comes?|received|is) from (?:an? )?(?:external|outside|"
    r"someone outside)",
    re.IGNORECASE,
)
LIST_FOOTER = re.compile(r"mailing list|unsubscribe|listinfo|google groups", re.IGNORECASE)
