"""aiogram's models read every update the fake emits, every result it gives, and every call a bot made.

The models know the Bot API field by field: a missing field fails, an unknown one shows up in `model_extra`.
"""

import json
import time

from aiogram import methods
from aiogram.types import Update
from pydantic import BaseModel, TypeAdapter, ValidationError

# Fields that the real server still sends for old bots, and that no model has.
LEGACY = {
    "new_chat_participant", "new_chat_member", "left_chat_participant", "all_members_are_administrators",
    "accepted_gift_types",
}
KINDS = {
    "message", "edited_message", "channel_post", "callback_query", "inline_query", "my_chat_member", "chat_member",
}


def unknown_fields(value, path=""):
    """Paths of all fields that the model does not know, at any depth."""
    if isinstance(value, BaseModel):
        for name in (value.model_extra or {}).keys() - LEGACY:
            yield f"{path}.{name}"
        for name in type(value).model_fields:
            yield from unknown_fields(getattr(value, name, None), f"{path}.{name}")
    elif isinstance(value, (list, tuple)):
        for number, item in enumerate(value):
            yield from unknown_fields(item, f"{path}[{number}]")


def read(court, name, reader, value):
    try:
        extra = list(unknown_fields(reader(value)))
    except ValidationError as error:
        court.check(name, False, f"{error}\n  in {json.dumps(value, ensure_ascii=False)}")
        return
    court.check(name, not extra, f"unknown {extra} in {json.dumps(value, ensure_ascii=False)}")


def read_update(court, update):
    kind = next((key for key in update if key != "update_id"), "nothing")
    read(court, f"update {kind}", Update.model_validate, update)


def read_call(court, method, params):
    model = getattr(methods, method[:1].upper() + method[1:], None)
    if model is None:
        court.check(f"call {method}", False, "aiogram knows no such method")
        return
    read(court, f"call {method}", model.model_validate, params)


def read_result(court, method, answer):
    model = getattr(methods, method[:1].upper() + method[1:])
    court.check(f"{method} succeeds", answer["ok"], answer)
    if answer["ok"]:
        read(court, f"result of {method}", TypeAdapter(model.__returning__).validate_python, answer["result"])


def provoke_updates(fake):
    """Lets people do everything that the fake can turn into an update; returns the ids that calls need."""
    fake.call("getUpdates", allowed_updates=sorted(KINDS))
    chat = fake.control("person", name="Erika")["chat_id"]
    said = fake.control("say", name="Erika", text="/start https://example.org @lotse_test_bot #eins a@b.de")
    fake.control("edit", name="Erika", message_id=said["message_id"], text="/start anders")
    fake.control("say", name="Erika", text="Antwort", reply_to=said["message_id"])
    for fields in (
        {"sticker": {"file_id": "s", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1,
                     "is_animated": False, "is_video": False}},
        {"voice": {"file_id": "v", "file_unique_id": "u", "duration": 1}},
        {"photo": [{"file_id": "p", "file_unique_id": "u", "width": 1, "height": 1}], "caption": "Bild"},
    ):
        fake.control("send", name="Erika", fields=fields)
    sent = fake.call("sendMessage", chat_id=chat, text="Hallo", reply_markup={
        "inline_keyboard": [[{"text": "Weiter", "callback_data": "w"}, {"text": "Seite", "url": "example.org"}]]})
    fake.control("tap", name="Erika", label="Weiter")
    tap = fake.control("tap", name="Erika", label="Weiter")["callback_query_id"]
    fake.control("tap", name="Erika", data="gone", message_id=99999)
    query = fake.control("inline_query", name="Erika", query="Auftrag")["inline_query_id"]
    fake.control("block", name="Erika")
    fake.control("block", name="Erika", blocked=False)
    for kind in ("group", "supergroup", "forum", "channel"):
        group = fake.control("group", kind=kind, title=f"Eine {kind}")["chat_id"]
        fake.control("say", name="Max", chat_id=group, text="/hilfe@lotse_test_bot")
        fake.control("standing", name="Neue", chat_id=group, standing="left")
        fake.control("standing", name="Neue", chat_id=group, standing="member")
        for standing in ("left", "member", "administrator", "kicked"):
            fake.control("standing", name="Max", chat_id=group, who="bot", standing=standing)
    small = fake.control("group", kind="group", title="Wächst")["chat_id"]
    large = fake.control("migrate", name="Max", chat_id=small)["chat_id"]
    return {"chat": chat, "message": sent["result"]["message_id"], "tap": tap, "query": query, "small": small, "large": large}


def calls_to_make(ids):
    """One right call of every method."""
    chat, message = ids["chat"], ids["message"]
    keyboard = {"inline_keyboard": [[{"text": "Zurück", "callback_data": "z"},
                                     {"text": "Weitergeben", "switch_inline_query": "1.1 p_auftrag"}]]}
    scope = {"type": "all_group_chats"}
    yield "getMe", {}
    yield "setMyCommands", {"commands": [{"command": "hilfe", "description": "Hilfe"}], "scope": scope, "language_code": "de"}
    yield "setChatMenuButton", {"menu_button": {"type": "commands"}}
    yield "setMyShortDescription", {"short_description": "Lotse"}
    yield "sendMessage", {"chat_id": chat, "text": "<b>Hallo</b> <a href=\"https://a.de\">A</a>", "parse_mode": "HTML",
                          "reply_parameters": {"message_id": message}, "link_preview_options": {"is_disabled": True}}
    yield "editMessageText", {"chat_id": chat, "message_id": message, "text": "Anders", "reply_markup": keyboard}
    yield "answerCallbackQuery", {"callback_query_id": ids["tap"], "text": "Gemerkt"}
    yield "answerInlineQuery", {"inline_query_id": ids["query"], "results": [{
        "type": "article", "id": "p_auftrag", "title": "1.1", "description": "Der Auftrag",
        "input_message_content": {"message_text": "<i>Auftrag</i>", "parse_mode": "HTML",
                                  "link_preview_options": {"is_disabled": True}},
        "reply_markup": {"inline_keyboard": [[{"text": "Öffnen", "url": "https://t.me/lotse_test_bot?start=p_auftrag"}]]},
    }], "cache_time": 300, "is_personal": False, "next_offset": "20",
        "button": {"text": "Im Chat fragen", "start_parameter": "q_"}}
    yield "sendPhoto", {"chat_id": chat, "photo": "https://example.org/a.png", "caption": "<i>Bild</i>", "parse_mode": "HTML"}
    yield "sendDocument", {"chat_id": chat, "document": "https://example.org/a.pdf"}
    for group in (chat, ids["small"], ids["large"]):
        yield "getChatMember", {"chat_id": group, "user_id": 4242424242}


def lines(folder, pattern):
    for path in sorted(folder.glob(pattern)):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def judge(court, fake, folder):
    fake.control("rates", per_chat=0, per_group_minute=0, overall=0)
    ids = provoke_updates(fake)
    for method, params in calls_to_make(ids):
        read_result(court, method, fake.call(method, **params))
    for call in fake.see("calls"):
        read_call(court, call["method"], call["params"])
    court.check("no call is malformed", fake.see("malformed") == [], fake.see("malformed"))
    time.sleep(0.6)  # a poll right after another of the same offset gets one update only
    delivered = fake.call("getUpdates", offset=-100)["result"]
    emitted = fake.see("updates")
    court.check("all updates are delivered", delivered == emitted[-100:], f"{len(delivered)} of {len(emitted)}")
    seen = {key for update in emitted for key in update if key != "update_id"}
    court.check("every kind was emitted", seen == KINDS, f"{seen ^ KINDS}")
    for update in emitted:
        read_update(court, update)
    if folder:
        for update in lines(folder, "updates-*.jsonl"):
            read_update(court, update)
        for call in lines(folder, "calls-*.jsonl"):
            # Malformed calls that were served are the business of `malformed_calls()`.
            if not call["refused"] and not call["malformed"]:
                read_call(court, call["method"], call["params"])
