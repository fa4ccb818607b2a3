"""Words by which mail programs introduce what they quote, in the languages schools meet."""
# ruff: noqa: RUF001 - the words are in several alphabets

from __future__ import annotations

import re

# Labels of a quoted message's header block: the role each word names.
_LABELS = {
    "from": "from,de,von,van,da,od,från,fra,lähettäjä,от,від,发件人,寄件者,寄件人,差出人,"
    "送信者,feladó,"
    "kimden,oddi wrth,expeditor,από,보낸 사람,avsändare",
    "sent": "sent,date,envoyé,envoyé le,message du,gesendet,datum,verzonden,inviato,data,enviado,"
    "enviado el,enviada,enviado em,enviada em,fecha,wysłano,wysłane,skickat,sendt,dato,lähetetty,"
    "päivämäärä,päiväys,отправлено,дата,надіслано,发送时间,日期,傳送日期,送信日時,日時,"
    "odesláno,elküldve,"
    "dátum,gönderilme,gönderildi,tarih,anfonwyd,dyddiad,trimis,보낸 날짜,sent on",
    "to": "to,pour,à,a,an,aan,para,do,till,til,vastaanottaja,кому,收件人,宛先,komu,címzett,"
    "kime,at,către,"
    "받는 사람",
    "cc": "cc,bcc,kopia,kopi,copie,copie à,copia,dw,kopio,копия,копія,抄送,副本,másolat,bilgi",
    "subject": "subject,objet,sujet,betreff,onderwerp,oggetto,asunto,assunto,temat,ämne,emne,aihe,"
    "тема,主题,主旨,件名,předmět,tárgy,konu,pwnc,subiect,θέμα,제목",
    "other": "reply-to,répondre à,antwort an,importance,attachments,priority,"
    "organisation,organization,resent-from,"
    "pièces jointes,anlagen,wichtigkeit,allegati,priorità,bijlagen",
}
_ROLE = {word: role for role, words in _LABELS.items() for word in words.split(",")}
_LABEL_LINE = re.compile(
    r"^[\s>|]{0,40}\*{0,2}(?P<label>[^\W\d_](?:[^\n:*：]{0,24}[^\W_])?)\s{0,3}\*{0,2}\s{0,3}"
    r"[:：]\s{0,3}\*{0,2}\s{0,20}(?P<value>.*)$"
)


def labelled(line: str) -> tuple[str, str] | None:
    """A header-block line's role (``from``, ``sent``, …) and value, or ``None``."""
    if len(line) > 1_000 or not (":" in line or "：" in line):
        return None
    found = _LABEL_LINE.match(line)
    role = _ROLE.get(found["label"].casefold()) if found else None
    return (role, found["value"].strip()) if found and role else None


# The verb in "On Monday Jane wrote:".
WROTE = re.compile(
    r"(?:\b(?:wrote|writes|sent|ysgrifennodd|a écrit|schrieb|hat geschrieben|geschrieben|schreef|"
    r"heeft geschreven|escribió|escribio|escreveu|ha scritto|ha escrit|napisał\(a\)|napisała|"
    r"napisał|pisze|skrev|kirjoitti|написал\(а\)|написала|написал|написав|пише|пишет|писал|писала|"
    r"đã viết|yazdı|şunu yazdı|írta|napsal\(a\)|napsala|napsal|napísal|a scris|έγραψε)"
    r"|寫道|写道|のメール|님이 작성)",
    re.IGNORECASE,
)

ORIGINAL = re.compile(
    r"^[\s>|*]{0,20}(?:[-_=–—]\s?){2,40}\s{0,3}(?:begin )?"
    r"(?:original message|original appointment|original email|message d'origine|"
    r"message d’origine|message original|ursprüngliche nachricht|originalnachricht|"
    r"oorspronkelijk bericht|messaggio originale|mensaje original|mensagem original|"
    r"wiadomość oryginalna|oryginalna wiadomość|ursprungligt meddelande|"
    r"oprindelig (?:besked|meddelelse|mail)|opprinnelig (?:melding|e-post)|alkuperäinen viesti|"
    r"исходное сообщение|оригінальне повідомлення|původní zpráva|eredeti üzenet|neges wreiddiol|"
    r"原始邮件|原始郵件|元のメッセージ|reply message|reply above this line)"
    r"\s{0,3}(?:[-_=–—]\s?){2,40}\s*$",
    re.IGNORECASE,
)

FORWARDED = re.compile(
    r"^[\s>|*]{0,20}(?:(?:[-_=–—]\s?){2,40}\s{0,3})?"
    r"(?:begin forwarded message|start of forwarded message|forwarded message|"
    r"forwarded by [^\n]{1,80}|"
    r"début du message (?:réexpédié|transféré)|message (?:transféré|réexpédié)|"
    r"anfang der weitergeleiteten (?:nachricht|e-mail)|weitergeleitete nachricht|"
    r"doorgestuurd bericht|begin doorgestuurd bericht|messaggio inoltrato|"
    r"inizio messaggio inoltrato|"
    r"mensaje reenviado|mensagem encaminhada|início da mensagem reencaminhada|"
    r"wiadomość przekazana|vidarebefordrat meddelande|vidarebefordrat brev|"
    r"videresendt (?:besked|meddelelse|melding)|välitetty viesti|пересланное сообщение|"
    r"пересылаемое сообщение|neges wedi'i anfon ymlaen|转发的邮件|轉寄郵件)"
    r"\s{0,3}:?\s{0,3}(?:[-_=–—]\s?){0,40}\s*$",
    re.IGNORECASE,
)

RULE = re.compile(r"^\s*(?:[-_=*~–—]\s?){4,200}\s*$")
QUOTED = re.compile(r"^\s{0,3}>(?!\s?=)")
# GroupWise marks only the line that names the author: ">>> Jane <jane@…> 03/11/2025 10:02 >>>".
GROUPWISE = re.compile(r"^>>>\s[^\n]{3,200}\d{1,2}[:.]\d\d[^\n]{0,20}>>>\s*$")
