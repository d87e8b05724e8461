"""Telegram's own parser against the fake's: same verdict, same entities, same message.

Judged are generated inputs (mostly broken ones) and every text that a bot really sent, both as HTML. Then the rules
of nesting: TDLib applies them in `parseMarkdown`, which leaves texts without Markdown signs alone.
"""

import json
import random

import tdjson

GENERATED = 6000
MARKDOWN_SIGNS = set("*_~|`[]()!>\\")

WORDS = ["Leitung", "ä", "€", "😀", "👩‍👧", "x", " ", "\n", "  ", "1.2", "\r\n", "\t", "\u200e", "\u202e", "o\u0333", ""]
LINKS = [
    "https://example.org/a?b=c#d", "http://x", "example.com", "tg://user?id=7", "TG://resolve?domain=a",
    "tg:user?id=0", "http://a.b:99999", "https://user:pw@host.de:80/", "http://[::1]/", "ftp://a.b", "mailto:a@b.de",
    "http://ä.de/ü", "a b.de", "https://a.de/x y", "javascript:alert(1)", "http://a%zz.de", "https://münchen.de?x",
    "ton://site.x", "tonsite://a.b", "http://.", "http://a.b:0", "HTTPS://A.DE", "tg://emoji?id=5", "", "#", "a.de:08",
]
TAGS = [
    "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "span", "blockquote",
    "tg-spoiler", "tg-emoji", "tg-time", "B", "Code", "br", "p", "h1", "x",
]
ATTRIBUTES = [
    "", "", "", ' class="language-rust"', " class='tg-spoiler'", ' class="tg-x"', " expandable", " expandable=1",
    ' href="{link}"', " href='{link}'", " href={link}", ' href = "{link}"', ' emoji-id="5368324170671202286"',
    " emoji-id=x", ' unix="1700000000" format="wDT"', " unix=99999999999 format=r", ' unix="-5"', ' format="q"',
    " =", ' "', " a", " a=", ' a="', " a='x'b", "/", ' href="a&amp;b.de&quot;"', " href=&#97;.de",
]
REFERENCES = [
    "&lt;", "&gt;", "&amp;", "&quot;", "&nbsp;", "&apos;", "&", "&#65;", "&#x1F600;", "&#xd83d;", "&#0;", "&#x110000;",
    "&lt", "&#65", "&LT;", "&#9999999999;", "&;", "&#;", "&#x;", "&#10;", "&#13;", "&#32;",
]


def execute(request):
    answer = tdjson.td_execute(json.dumps(request).encode())
    return json.loads(answer)


def telegram(text):
    return execute({"@type": "parseTextEntities", "text": text, "parse_mode": {"@type": "textParseModeHTML"}})


def in_bot_api_words(formatted):
    """Brings TDLib's answer into the form of the fake's."""
    if formatted["@type"] == "error":
        return {"error": formatted["message"]}
    return {"text": formatted["text"], "entities": [entity(e) for e in formatted["entities"]]}


def entity(given):
    kind = given["type"]["@type"].removeprefix("textEntityType")
    shown = {"offset": given["offset"], "length": given["length"]}
    names = {
        "TextUrl": "text_link", "MentionName": "text_mention", "PreCode": "pre", "BlockQuote": "blockquote",
        "ExpandableBlockQuote": "expandable_blockquote", "CustomEmoji": "custom_emoji", "DateTime": "date_time",
        "EmailAddress": "email", "BotCommand": "bot_command",
    }
    shown["type"] = names.get(kind, kind.lower())
    if kind == "TextUrl":
        shown["url"] = given["type"]["url"]
    elif kind == "MentionName":
        shown["user"] = {"id": given["type"]["user_id"]}
    elif kind == "PreCode":
        shown["language"] = given["type"]["language"]
    elif kind == "CustomEmoji":
        shown["custom_emoji_id"] = given["type"]["custom_emoji_id"]
    elif kind == "DateTime":
        shown["unix_time"] = given["type"]["unix_time"]
        if shape := date_format(given["type"].get("formatting_type")):
            shown["date_time_format"] = shape
    return shown


def date_format(shape):
    if shape is None:
        return ""
    if shape["@type"] == "dateTimeFormattingTypeRelative":
        return "r"
    letters = "w" if shape["show_day_of_week"] else ""
    for part, letter in (("date_precision", "d"), ("time_precision", "t")):
        precision = shape[part]["@type"].removeprefix("dateTimePartPrecision")
        letters += {"None": "", "Short": letter, "Long": letter.upper()}[precision]
    return letters


def html(chance, depth=0):
    """HTML as a bot might write it, with every mistake a bot might make."""
    pieces = []
    for _ in range(chance.randint(1, 4)):
        dice = chance.random()
        if dice < 0.35 or depth > 4:
            pieces.append(chance.choice(WORDS))
        elif dice < 0.5:
            pieces.append(chance.choice(REFERENCES))
        elif dice < 0.95:
            tag = chance.choice(TAGS[:17] if chance.random() < 0.93 else TAGS)
            attribute = chance.choice(ATTRIBUTES).replace("{link}", chance.choice(LINKS))
            if chance.random() < 0.5:
                attribute = fitting(tag, chance)
            end = tag if chance.random() < 0.97 else chance.choice(TAGS + ["", " "])
            close = chance.choice([f"</{end}>"] * 12 + [f"</{end} >", f"</{end}", "</>", "", f"</{end.upper()}>"])
            pieces.append(f"<{tag}{attribute}>{html(chance, depth + 1)}{close}")
        else:
            pieces.append(chance.choice(["<", ">", "</", "<b", "</b>", "<!--", "<a href=", "< b>", "\x00", "\x0b"]))
    return "".join(pieces)


def fitting(tag, chance):
    """An attribute that makes sense for the tag, most of the time."""
    link = chance.choice(LINKS)
    quote = chance.choice("\"'")
    value = {
        "a": f" href={quote}{link}{quote}",
        "span": " class=\"tg-spoiler\"",
        "tg-emoji": " emoji-id='5368324170671202286'",
        "tg-time": f" unix=\"1700000000\" format={quote}{chance.choice(['', 'wDT', 'td', 'R', 'tT', 'W'])}{quote}",
        "code": chance.choice(["", " class=\"language-rust\""]),
        "blockquote": chance.choice(["", " expandable"]),
    }
    return value.get(tag.lower(), "")


def nests(text):
    """What TDLib makes of the entities when it applies the rules of nesting; None where it cannot be asked."""
    parsed = telegram(text)
    if parsed["@type"] == "error" or MARKDOWN_SIGNS & set(parsed["text"]):
        return None
    nested = in_bot_api_words(execute({"@type": "parseMarkdown", "text": parsed}))
    # Where nothing can be seen TDLib gives up; the fake refuses such texts only after trimming.
    return nested if nested.get("text") else None


def recorded(folder):
    """Texts and captions of recorded calls that named a parse mode, and whether they were refused."""
    for path in sorted(folder.glob("calls-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            call = json.loads(line)
            for field in ("text", "caption"):
                text = call["params"].get(field)
                if str(call["params"].get("parse_mode", "")).lower() == "html" and isinstance(text, str) and text:
                    yield text, call["refused"]


def compare(court, fake, name, cases, fix=False):
    """`cases` are (text, what Telegram says)."""
    for start in range(0, len(cases), 500):
        chunk = cases[start : start + 500]
        items = [{"text": text, "parse_mode": "HTML", "fix": fix} for text, _ in chunk]
        for (text, expected), ours in zip(chunk, fake.control("parse", items=items)):
            court.check(name, ours == expected, f"{text!r}\n  Telegram {expected}\n  fake     {ours}")


def judge(court, fake, folder):
    tdjson.td_execute(json.dumps({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}).encode())
    chance = random.Random("judge HTML")
    texts = [html(chance) for _ in range(GENERATED)]
    cases = [(text, in_bot_api_words(telegram(text))) for text in texts]
    accepted = sum("error" not in expected for _, expected in cases)
    court.check("enough is accepted", accepted * 10 > GENERATED, f"{accepted} of {GENERATED}")
    print(f"  {GENERATED} generated, {accepted} accepted by Telegram")
    compare(court, fake, "parse", cases)
    nested = [(text, expected) for text in texts if (expected := nests(text)) is not None]
    compare(court, fake, "nesting", nested, fix=True)
    if folder:
        sent = list(recorded(folder))
        court.check("the bot sent formatted text", bool(sent), f"nothing in {folder}")
        for text, was_refused in sent:
            verdict = telegram(text)
            court.check("what the bot sent", (verdict["@type"] == "error") <= was_refused, f"{text!r}: {verdict}")
        compare(court, fake, "recorded", [(text, in_bot_api_words(telegram(text))) for text, _ in sent])
