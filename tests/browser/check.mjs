// The preview in a real browser: see tests/browser/run.
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const [lotse, executablePath, guide, seen] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// One of each kind of page.
const PAGES = {
  ueberblick: "/",
  stelle: "/eintrag/2.1",
  beispiel: "/eintrag/li-01",
  ort: "/eintrag/lindenau",
  begriff: "/eintrag/oa",
  antwort: "/eintrag/wie-viele",
  luecke: "/eintrag/kosten",
  hintergrund: "/eintrag/warum",
  frage: "/frage?q=brauchen+wir+eine+genehmigung",
  keine: "/frage?q=hilfe",
  ansicht: "/ansicht/1T",
  meldungen: "/meldungen",
  nirgends: "/eintrag/gibt-es-nicht",
};
const VIEWS = {
  hell: { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  dunkel: { colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  schmal: { colorScheme: "light", viewport: { width: 320, height: 640 } },
};

let passed = 0;
let failed = 0;
function judge(name, faults) {
  if (faults.length === 0) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`FAILED ${name}\n  ${faults.join("\n  ")}`);
  }
}

/** A copy of the guide with a warning in it, and a preview of it. */
async function begin() {
  const folder = mkdtempSync(join(tmpdir(), "lotse-browser-"));
  const knowledge = join(folder, "leitfaden");
  cpSync(guide, knowledge, { recursive: true });
  const step = join(knowledge, "steps/2-vorbereitung.yaml");
  const change = (old, now) => {
    const text = readFileSync(step, "utf8");
    if (!text.includes(old)) throw new Error(`${old} is not in the guide`);
    writeFileSync(step, text.replace(old, now));
  };
  change("Genehmigung einholen", "Genehmigung für die Sperrung der Straße einholen");
  const args = ["--knowledge", knowledge, "--index", join(folder, "index"), "preview", "--serve", "0"];
  const program = spawn(lotse, args, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: program.stdout })) {
    const address = line.match(/http:\S+[^/]/)?.[0];
    if (address) return { folder, program, address, change };
  }
  throw new Error("the preview does not start");
}

/** What axe finds, what does not fit the width, what the browser refused. */
async function faults(page, address) {
  const told = [];
  const hear = (message) => ["error", "warning"].includes(message.type()) && told.push(message.text());
  page.on("console", hear);
  const answer = await page.goto(address);
  // A page that is not there is told by the browser too.
  if (answer.status() === 404) told.length = 0;
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  page.off("console", hear);
  const broken = found.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map((node) => node.html).slice(0, 3).join("\n    ")}`,
  );
  return [...broken, ...(over > 0 ? [`${over} pixels too wide`] : []), ...told];
}

async function looksAtEveryPage(browser, address, pages, mark = "") {
  const views = Object.entries(VIEWS).map(async ([view, options]) => {
    const context = await browser.newContext({ ...options, reducedMotion: "reduce" });
    const page = await context.newPage();
    for (const [name, path] of Object.entries(pages)) {
      const found = await faults(page, address + path);
      judge(`${name}${mark}, ${view}`, found);
      if (found.length > 0 || process.env.LOTSE_PICTURES) {
        await page.screenshot({ path: join(seen, `${name}${mark}-${view}.png`), fullPage: true });
      }
    }
    await context.close();
  });
  await Promise.all(views);
}

async function isReadWithoutScripts(browser, address) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByLabel("Frage an Lotse").fill("was kostet das fest");
  await page.getByRole("button", { name: "Fragen" }).click();
  const said = await page.getByRole("main").innerText();
  await page.getByRole("link", { name: "Was kostet das Fest?" }).click();
  const title = await page.getByRole("heading", { level: 1 }).innerText();
  await page.getByRole("link", { name: "Neu laden" }).click();
  const again = await page.getByRole("heading", { level: 1 }).innerText();
  judge("without scripts", [
    ...(said.includes("Zu Kosten sagt der Leitfaden nichts") ? [] : [`no answer: ${said}`]),
    ...(title === "Was kostet das Fest?" && again === title ? [] : [`another page: ${title}, ${again}`]),
  ]);
  await context.close();
}

async function isSteeredByKeys(browser, address) {
  const page = await browser.newPage();
  await page.goto(address);
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const inside = await page.evaluate(() => document.activeElement.closest("main") !== null);
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  judge("by keys", [
    ...(first === "Zum Inhalt" && inside ? [] : [`the skip link leads elsewhere: ${first}`]),
    ...(outline === "solid" ? [] : [`the focus is not seen: ${outline}`]),
  ]);
  await page.close();
}

async function isRenewedAtASave(browser, { address, change }) {
  const page = await browser.newPage();
  await page.goto(`${address}/eintrag/2.1`);
  const title = page.getByRole("heading", { level: 1 });
  const waits = { timeout: 30_000 };
  try {
    change("Genehmigung für die Sperrung der Straße einholen", "Erlaubnis holen");
    await title.and(page.getByText("2.1 Erlaubnis holen")).waitFor(waits);
    change('number: "2.2"', 'nummer: "2.2"');
    await page.getByText("Sie sehen die letzte Fassung ohne Fehler.").waitFor(waits);
    judge("renewed at a save", []);
  } catch (error) {
    judge("renewed at a save", [error.message]);
  }
  await page.close();
}

rmSync(seen, { recursive: true, force: true });
mkdirSync(seen, { recursive: true });
const preview = await begin();
const profile = { executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"] };
const browser = await chromium.launch(profile);
try {
  const page = await browser.newPage();
  await page.goto(preview.address);
  await page.getByText("Keine Fehler, 1 Warnung.").waitFor();
  await page.close();
  await looksAtEveryPage(browser, preview.address, PAGES);
  await isReadWithoutScripts(browser, preview.address);
  await isSteeredByKeys(browser, preview.address);
  await isRenewedAtASave(browser, preview);
  const { stelle, meldungen } = PAGES;
  await looksAtEveryPage(browser, preview.address, { stelle, meldungen }, "-mit-fehlern");
} finally {
  await browser.close();
  preview.program.kill("SIGINT");
  rmSync(preview.folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
