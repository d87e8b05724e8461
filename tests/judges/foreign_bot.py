"""A bot written with another library works against the fake unchanged.

The bot echoes, shows buttons, edits its message on a tap, sends a picture and answers inline queries; the fake
throws in faults that the library handles by itself.
"""

import asyncio
import base64
import logging

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryResultArticle, InputTextMessageContent
from telegram.error import RetryAfter
from telegram.ext import (
    Application, CallbackQueryHandler, CommandHandler, InlineQueryHandler, MessageHandler, filters,
)

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Weiter", callback_data="weiter")]])


async def start(update, _):
    await update.message.reply_html("Guten Tag, <b>ich</b> bin fremd.", reply_markup=KEYBOARD)


async def picture(update, _):
    sent = await update.message.reply_photo(PIXEL, caption="ein Punkt")
    await update.message.reply_photo(sent.photo[-1].file_id, caption="noch ein Punkt")


async def echo(update, _):
    try:
        await update.message.reply_text(update.message.text, do_quote=True)
    except RetryAfter as wait:
        await asyncio.sleep(wait.retry_after if isinstance(wait.retry_after, (int, float)) else wait.retry_after.total_seconds())
        await update.message.reply_text(update.message.text)


async def tapped(update, _):
    await update.callback_query.answer("gemerkt")
    await update.callback_query.edit_message_text("Schritt 1")


async def inline(update, _):
    content = InputTextMessageContent("<b>Auftrag</b>", parse_mode="HTML")
    await update.inline_query.answer([InlineQueryResultArticle("1", "1.1", content)])


def bot(fake):
    app = Application.builder().token(fake.token).base_url(f"{fake.url}/bot").build()
    app.add_handler(CommandHandler("start", start))
    app.add_handler(CommandHandler("bild", picture))
    app.add_handler(CallbackQueryHandler(tapped))
    app.add_handler(InlineQueryHandler(inline))
    app.add_handler(MessageHandler(filters.TEXT, echo))
    return app


async def conversation(court, fake):
    """Drives the bot as a person and returns what that person saw."""

    async def control(verb, **request):
        return await asyncio.to_thread(fake.control, verb, **request)

    async def settled():
        await control("settled")
        await asyncio.sleep(0.2)
        await control("settled")

    chat = (await control("person", name="Erika"))["chat_id"]
    await control("say", name="Erika", text="/start")
    await settled()
    await control("tap", name="Erika", label="Weiter")
    await settled()
    await control("fault", fault="bad_gateway", method="getUpdates", times=1)
    await control("fault", fault="too_many_requests", retry_after=1, method="sendMessage", times=1)
    await control("say", name="Erika", text="Hallo & <Welt>")
    for _ in range(100):
        seen = await asyncio.to_thread(fake.see, f"chats/{chat}")
        if seen["screen"]["messages"][-1]["is_by_bot"] and "Welt" in seen["screen"]["messages"][-1]["text"]:
            break
        await asyncio.sleep(0.1)
    await control("say", name="Erika", text="/bild")
    await settled()
    query = (await control("inline_query", name="Erika", query="auf"))["inline_query_id"]
    await settled()
    answered = [call for call in fake.see("calls") if call["method"] == "answerInlineQuery"]
    court.check("inline query", [c["params"]["inline_query_id"] for c in answered] == [query], answered)
    return (await asyncio.to_thread(fake.see, f"chats/{chat}"))["transcript"]


EXPECTED = """\
> /start
Guten Tag, ich bin fremd.
[Weiter]
> [Weiter]
(toast) gemerkt
(edited) Schritt 1
> Hallo & <Welt>
Hallo & <Welt>
> /bild
(photo) ein Punkt
(photo) noch ein Punkt"""


async def play(court, fake):
    app = bot(fake)
    async with app:
        await app.start()
        await app.updater.start_polling(timeout=5, poll_interval=0)
        seen = await conversation(court, fake)
        court.check("conversation", seen == EXPECTED, seen)
        await app.updater.stop()
        await app.stop()
    malformed = fake.see("malformed")
    court.check("no call is malformed", malformed == [], malformed)
    answered = [call for call in fake.see("calls") if call["method"] == "answerCallbackQuery"]
    court.check("the tap was answered", [call["status"] for call in answered] == [200], answered)


def judge(court, fake, _folder):
    logging.disable(logging.ERROR)  # the library reports the faults we make
    asyncio.run(asyncio.wait_for(play(court, fake), 60))
