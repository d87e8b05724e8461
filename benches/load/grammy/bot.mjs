// The same job in grammY and MiniSearch: questions are answered with the passage that fits best and two further ones,
// „weiter“ walks through the guide, „Beispiele zu …“ finds examples. What it knows of a chat it keeps in memory only.

import { readFileSync } from "node:fs";
import { Bot, InlineKeyboard } from "grammy";
import MiniSearch from "minisearch";

/** No message is longer. */
const LONGEST = 4096;
/** How many examples stand on a page. */
const PAGE = 5;

const { BOT_TOKEN, API_ROOT, PASSAGES, SIDE_BY_SIDE } = process.env;
const passages = JSON.parse(readFileSync(PASSAGES, "utf8"));
const walk = passages.filter((passage) => !passage.example);
const search = new MiniSearch({
  fields: ["title", "questions", "text"],
  storeFields: ["title", "text", "example"],
  searchOptions: {
    boost: { title: 3, questions: 3 },
    // People mistype, and German joins words.
    fuzzy: (term) => (term.length > 5 ? 0.2 : false),
    prefix: (term) => term.length > 3,
  },
});
search.addAll(passages);

/** Where each chat stands. */
const chats = new Map();

const escaped = (text) =>
  text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

/** A passage with its title, cut where a message ends. */
const shown = ({ title, text }) =>
  `<b>${escaped(title)}</b>\n\n${escaped(text)}`.slice(0, LONGEST);

const buttons = (hits) =>
  hits.reduce((keys, hit) => keys.text(hit.title.slice(0, 60), `open:${hit.id}`.slice(0, 64)).row(), new InlineKeyboard());

const walked = (chat) => {
  chat.at = (chat.at + 1) % walk.length;
  return [shown(walk[chat.at]), new InlineKeyboard().text("Zurück", "back").text("Weiter", "next")];
};

const examples = (words) => {
  const hits = search.search(words, { filter: (hit) => hit.example }).slice(0, PAGE);
  const titles = hits.map((hit) => `• ${escaped(hit.title)}`);
  return [titles.join("\n") || "Dazu ist kein Beispiel bekannt.", buttons(hits)];
};

const answer = (question) => {
  const [best, ...others] = search.search(question);
  if (!best) return ["Dazu steht nichts im Leitfaden.", buttons([])];
  return [shown(best), buttons(others.slice(0, 2))];
};

const bot = new Bot(BOT_TOKEN, { client: { apiRoot: API_ROOT } });
bot.on("message:text", (context) => {
  const words = context.message.text;
  const chat = chats.get(context.chat.id) ?? { at: -1 };
  chats.set(context.chat.id, chat);
  chat.question = words;
  const subject = /^beispiele zu (.*)/i.exec(words)?.[1];
  const [text, keys] = words === "weiter" ? walked(chat) : subject ? examples(subject) : answer(words);
  const sent = context.reply(text, { parse_mode: "HTML", reply_markup: keys });
  // As grammY's runner does: the next update does not wait for this one's message.
  if (SIDE_BY_SIDE) sent.catch(console.error);
  else return sent;
});
bot.catch(console.error);
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => bot.stop());
await bot.start({ allowed_updates: ["message"] });
