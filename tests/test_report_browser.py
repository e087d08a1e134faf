"""The report in a real browser without a screen: what people see, and that nothing else happens."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from defection_extract.records import DefectionEvent, Extraction, GroupRef, Mention
from made_records import count, date, event, extraction, group, loose, place, write_results

playwright = pytest.importorskip(
    "playwright.sync_api", reason="playwright drives the browser: pip install it"
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")
QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run")

# Astral characters and a combining accent before the words: offsets count code points, not UTF-16 units.
TEXT = (
    "\U0001f534\U0001f534 De\u0301parts à Alep\n\n"
    "Sept soldats de la 4e division ont déserté mardi à Alep pour la Turquie. Ils avaient peur.\n\n"
    "À Homs, un capitaine a été arrêté alors qu'il fuyait l'armée.\n"
    "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'> </script> &amp; {{ 7*7 }}\n"
)


def at(words: str) -> Mention:
    start = TEXT.index(words)
    return Mention(text=words, start=start, end=start + len(words))


def first() -> DefectionEvent:
    return event(
        "first",
        trigger=at("ont déserté"),
        defected_from=(GroupRef(id="saa-4th-division", name="4e division", mention=at("la 4e division")),),
        count=count(7, 7, 7).model_copy(update={"mention": at("Sept soldats")}),
        date=date("2012-07-24").model_copy(update={"mention": at("mardi")}),
        places=(place("Alep", admin1="SY02", mention=at("Alep")),),
        destinations=(place("Turquie", lat=39.3, lon=34.5, kind="country", mention=at("la Turquie")),),
        evidence=(at("Sept soldats de la 4e division ont déserté mardi à Alep pour la Turquie."),),
    )


def second() -> DefectionEvent:
    return event(
        "second",
        factuality="attempted",
        trigger=at("fuyait"),
        defected_from=(GroupRef(id="saa", name="armée", mention=at("l'armée")),),
        places=(place("Homs", admin1="SY04", mention=at("Homs")),),
        evidence=(at("À Homs, un capitaine a été arrêté alors qu'il fuyait l'armée."),),
        confidence=0.3,
    )


def third() -> DefectionEvent:
    """Of an article whose text is not there."""
    words = "Vingt miliciens ont rejoint les rebelles."
    evidence = Mention(text=words, start=100, end=100 + len(words))
    trigger = Mention(text="ont rejoint", start=116, end=127)
    return event(
        "third",
        scope="aggregate",
        trigger=trigger,
        defected_from=(group(None, "milice du Nord"),),
        defected_to=(GroupRef(id="fsa", name="ASL", mention=loose("les rebelles")),),
        count=count(20, 20, 20),
        date=date("2013-02-01", "2013-02-28", "month"),
        evidence=(evidence,),
        confidence=0.6,
    )


def results() -> tuple[Extraction, ...]:
    here = extraction(
        "here", first(), second(), text=TEXT, source="here.txt", title="<img src=x onerror=alert(1)>"
    )
    gone = extraction("gone", third(), source="javascript:alert(1)", title="Ralliements")
    linked = extraction("linked", event("fourth"), source="https://example.org/a?b=1&c=2", title="Ailleurs")
    return here, gone, linked


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with playwright.sync_playwright() as driver:
        instance = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *QUIET])
        yield instance
        instance.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory, run_defx) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("report")
    (folder / "here.txt").write_text(TEXT, encoding="utf-8")
    write_results(folder / "r.jsonl", *results())
    for lang in ("en", "fr"):
        done = run_defx("report", "r.jsonl", "-o", f"{lang}.html", "--lang", lang, cwd=folder)
        assert done.returncode == 0, done.stderr
    return {lang: folder / f"{lang}.html" for lang in ("en", "fr")}


@pytest.fixture
def show(browser):
    """Open a page; in the end it must have been silent: no request, no message, no dialog, nothing run."""
    opened = []

    def go(path: Path, address: str = "", **options: object):
        context = browser.new_context(**options)
        page, noise = context.new_page(), []
        page.on("request", lambda request: noise.append(request.url))
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.on("dialog", lambda dialog: noise.append(dialog.message))
        page.goto(path.as_uri() + address)
        opened.append((context, page, noise, path.as_uri()))
        return page

    yield go
    for context, page, noise, address in opened:
        assert [line for line in noise if not line.startswith(address)] == []
        assert page.evaluate("window.hacked") is None
        context.close()


def titles(page) -> list[str]:
    return page.locator("#table tbody td[data-column=article] button").all_text_contents()


def column(page, name: str) -> list[str]:
    return page.locator(f"#table tbody td[data-column={name}]").all_text_contents()


def test_all_events_at_first(show, report):
    page = show(report["en"])
    assert page.locator("#table tbody tr").count() == 4
    assert page.locator("#status").text_content() == "4 of 4 events, 3 articles read"
    assert first().evidence[0].text in page.locator("#table tbody tr").first.text_content()


@pytest.mark.parametrize(
    ("field", "value", "places"),
    [
        ("group", "saa", {"Alep", "Homs"}),  # the division is part of the army
        ("group", "saa-4th-division", {"Alep"}),
        ("group", "fsa", {""}),
        ("group", "name:milice du nord", {""}),
        ("side_from", "government", {"Alep", "Homs"}),
        ("side_to", "opposition", {""}),
        ("scope", "aggregate", {""}),
    ],
)
def test_choices(show, report, field, value, places):
    page = show(report["en"])
    page.select_option(f"#filters [name={field}]", value)
    assert set(column(page, "places")) == places
    assert page.locator("#table tbody tr").count() < 4


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("search", "deserte 4E DIVISION", ["2012-07-24"]),
        ("search", "personne ne dit cela", []),
        ("place", "turquie", ["2012-07-24"]),
        ("place", "Aleppo", ["2012-07-24"]),
        ("date_from", "2013-01-01", ["2013-02"]),
        ("date_to", "2012-07-24", ["2012-07-24"]),
        ("confidence", "0.75", ["2012-07-24", ""]),
    ],
)
def test_fields(show, report, field, value, shown):
    page = show(report["en"])
    page.fill(f"#filters [name={field}]", value)
    assert column(page, "date") == shown
    assert page.locator("#no-rows").is_visible() == (not shown)


def test_factuality_and_clearing(show, report):
    page = show(report["en"])
    page.uncheck("#filters [value=reported]")
    assert column(page, "factuality") == ["attempted"]
    page.click("#filters [type=reset]")
    playwright.expect(page.locator("#table tbody tr")).to_have_count(4)


def test_sorting_by_keyboard(show, report):
    page = show(report["en"])
    page.focus("#table th[data-column=count] button")
    page.keyboard.press("Enter")
    assert column(page, "count") == ["7", "20", "", ""]
    page.keyboard.press("Enter")
    assert column(page, "count") == ["20", "7", "", ""]
    assert page.get_attribute("#table th[data-column=count]", "aria-sort") == "descending"
    page.click("#table th[data-column=confidence] button")
    assert column(page, "confidence") == ["0.30", "0.60", "0.90", "0.90"]


def test_the_right_words_are_highlighted(show, report):
    page = show(report["en"], "#event-1")
    assert page.locator("#article-text").text_content() == TEXT
    marks = page.eval_on_selector_all(
        "#article-text mark",
        "marks => marks.map(m => [m.className, m.textContent, m.dataset.start, m.dataset.end])",
    )
    wanted = [
        ("places", "Alep"),
        ("count", "Sept soldats"),
        ("defected_from", "la 4e division"),
        ("trigger", "ont déserté"),
        ("date", "mardi"),
        ("destinations", "la Turquie"),
    ]
    spans = [(slot, words, str(at(words).start), str(at(words).end)) for slot, words in wanted]
    assert [tuple(mark) for mark in marks] == spans
    evident = page.locator("#article-text .evidence").all_text_contents()
    assert " à Alep pour " in evident
    assert page.locator("#slots").get_by_text(f"{at('mardi').start}–{at('mardi').end}").count() == 1


def test_from_slot_to_words_and_back_by_keyboard(show, report):
    page = show(report["en"])
    page.focus("#table tbody tr:first-child button")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "article-title"
    page.locator("#slots button").first.press("Enter")
    assert page.evaluate("document.activeElement.className") == "trigger"
    page.click("#event-after")
    assert page.locator("#article-text mark.trigger").text_content() == "fuyait"
    page.keyboard.press("Escape")
    assert not page.locator("#article").is_visible()


def test_overlapping_mentions_hold_the_whole_text(show, tmp_path, run_defx):
    text = "Le colonel Sami Haddad de la garde a fui."
    spans = {
        "persons": "colonel Sami Haddad",
        "trigger": "Haddad de la garde a fui",
        "evidence": "Sami Haddad de",
    }
    found = {
        slot: Mention(text=words, start=(s := text.index(words)), end=s + len(words))
        for slot, words in spans.items()
    }
    from defection_extract.records import Person

    person = Person(name="Sami Haddad", rank="colonel", mention=found["persons"])
    told = event(trigger=found["trigger"], persons=(person,), evidence=(found["evidence"],))
    (tmp_path / "o.txt").write_text(text, encoding="utf-8")
    write_results(tmp_path / "r.jsonl", extraction("o", told, text=text))
    run_defx("report", "r.jsonl", "-o", "r.html", cwd=tmp_path)
    page = show(tmp_path / "r.html", "#event-1")
    assert page.locator("#article-text").text_content() == text
    assert "".join(page.locator("#article-text mark.persons").all_text_contents()) == spans["persons"]
    assert "".join(page.locator("#article-text mark.trigger").all_text_contents()) == spans["trigger"]


def test_evidence_where_the_text_is_not_there(show, report):
    page = show(report["en"], "#event-3")
    assert page.locator("#no-text").is_visible()
    assert page.locator("#article-text p").all_text_contents() == [third().evidence[0].text]
    assert page.locator("#article-text mark").text_content() == "ont rejoint"


def test_only_addresses_of_the_web_are_links(show, report):
    page = show(report["en"], "#event-3")
    assert page.locator("#article-meta a").count() == 0
    assert "javascript:alert(1)" in page.locator("#article-meta").text_content()
    page = show(report["en"], "#event-4")
    assert page.get_attribute("#article-meta a", "href") == "https://example.org/a?b=1&c=2"


# What would be put in, and the directive of the policy that stops it.
PUT_IN = {
    "img-src": "document.body.append(Object.assign(new Image(), {src: 'http://localhost:9/x.png'}))",
    "connect-src": "fetch('http://localhost:9/x').catch(() => 0)",
    "style-src-elem": "const s = document.createElement('style'); s.append('*'); document.body.append(s)",
    "base-uri": "document.head.append(Object.assign(document.createElement('base'), {href: 'http://a:9/'}))",
    "require-trusted-types-for": "try { document.body.innerHTML = '<b>x</b>' } catch {}",
}


@pytest.mark.parametrize(("directive", "script"), PUT_IN.items())
def test_the_policy_stops_what_would_be_put_in(browser, report, directive, script):
    watch = (
        "new Promise(done => addEventListener('securitypolicyviolation', e => done(e.effectiveDirective)))"
    )
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(report["en"].as_uri())
        assert page.evaluate(f"() => {{ const stopped = {watch}; {script}; return stopped; }}") == directive


def test_map_points_and_arrows(show, report):
    page = show(report["en"])
    radius = {
        name: float(page.get_attribute(f"#points circle[data-place={name}]", "r"))
        for name in ("Alep", "Homs")
    }
    assert radius["Alep"] > radius["Homs"]
    assert page.locator("#arrows path[data-to=Turquie]").count() == 1
    assert page.locator(".land path").count() == 14
    page.select_option("#map-size", "events")
    assert page.get_attribute("#points circle[data-place=Alep]", "r") == page.get_attribute(
        "#points circle[data-place=Homs]", "r"
    )
    page.locator("#points circle[data-place=Homs]").click()
    assert column(page, "places") == ["Homs"]


def test_timeline_by_month_and_group(show, report):
    page = show(report["en"])
    assert page.locator("#timeline .hit").count() == 8  # July 2012 to February 2013, gaps included
    assert "4e division" in page.locator("#timeline .hit[data-month='2012-07'] title").text_content()
    assert page.locator("#not-placed").text_content().endswith(": 2")
    page.locator("#timeline .hit[data-month='2013-02']").click(force=True)
    assert column(page, "date") == ["2013-02"]


def test_french(show, report):
    page = show(report["fr"])
    assert page.get_attribute("html", "lang") == "fr"
    assert page.locator("h1").text_content() == "Défections dans la presse"
    assert set(column(page, "factuality")) == {"rapporté", "tenté"}


def test_phone(show, report):
    page = show(report["en"], viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.select_option("#sort", "confidence")
    assert column(page, "confidence")[0] == "0.30"
    page.locator("#table tbody button").first.click()
    assert page.evaluate("document.getElementById('article').scrollWidth") <= 360


def test_everything_has_a_name_for_screen_readers(show, report):
    page = show(report["en"], "#event-1")
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, [role=img], dialog")].filter(node =>
            !(node.textContent.trim() || node.labels?.length || node.getAttribute("aria-label") ||
              node.getAttribute("aria-labelledby"))).map(node => node.outerHTML)"""
    )
    assert nameless == []
    page.keyboard.press("Escape")
    tree = page.locator("body").aria_snapshot()
    assert "columnheader" in tree
    assert 'img "Map of Syria: 2 places of events, 1 ways to destinations"' in tree


def test_print_holds_every_event_and_no_controls(show, report):
    page = show(report["en"])
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()
    assert page.locator("#table tbody tr").last.is_visible()


def many(n: int) -> Iterator[Extraction]:
    for i in range(n):
        day = f"{2011 + i % 9}-{1 + i % 12:02d}-{1 + i % 28:02d}"
        name = ("Alep", "Homs", "Mayadin")[i % 3]
        told = event(
            f"e{i}", places=(place(name),), date=date(day), count=count(i, i, i), confidence=i % 100 / 100
        )
        yield extraction(f"a{i}", told, title=f"Article {i}")


def test_five_thousand_events(show, tmp_path, run_defx):
    write_results(tmp_path / "r.jsonl", *many(5000))
    run_defx("report", "r.jsonl", "-o", "r.html", cwd=tmp_path)
    page = show(tmp_path / "r.html")
    assert page.locator("#status").text_content().startswith("5000 of 5000")
    assert page.locator("#table tbody tr").count() == 50
    page.click("#table th[data-column=count] button")
    page.click("#table th[data-column=count] button")
    assert column(page, "count")[0] == "4999"
    page.click("#page-after")
    assert column(page, "count")[0] == "4949"
    page.fill("#filters [name=search]", "article 4321")
    assert titles(page) == ["Article 4321"]
    page.click("#filters [type=reset]")
    playwright.expect(page.locator("#table tbody tr")).to_have_count(50)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#table tbody tr").count() == 2000
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#table tbody tr").count() == 50


@pytest.mark.parametrize("width", [1366, 390])
def test_thirteen_years_and_names_that_lie_near(show, tmp_path, run_defx, width):
    """The timeline fits a wide page; no name on the map covers another or leaves the frame."""
    near = [
        place("Homs", id=f"v{i}", lat=36.2 + i / 20, lon=42 - i / 20).model_copy(
            update={"name": f"Kafr Hamra el-Gharbiyé {i}"}
        )
        for i in range(8)
    ]
    days = [f"{2011 + i}-0{1 + i % 9}-14" for i in range(14)]
    told = [event(f"e{i}", places=(near[i % 8],), date=date(day)) for i, day in enumerate(days)]
    write_results(tmp_path / "r.jsonl", extraction("a", *told))
    run_defx("report", "r.jsonl", "-o", "r.html", cwd=tmp_path)
    page = show(tmp_path / "r.html", viewport={"width": width, "height": 800})
    if width > 1000:
        assert (
            page.evaluate("(box => box.scrollWidth - box.clientWidth)(document.getElementById('timeline'))")
            <= 0
        )
    boxes = page.evaluate(
        """() => [...document.querySelectorAll("#names text")].map(text => text.getBBox())
            .map(box => [box.x, box.y, box.x + box.width, box.y + box.height])"""
    )
    right, bottom = map(float, page.get_attribute("#map", "viewBox").split()[2:])
    assert len(boxes) > 1
    assert [box for box in boxes if box[0] < 0 or box[1] < 0 or box[2] > right or box[3] > bottom] == []
    pairs = itertools.combinations(boxes, 2)
    assert [
        (a, b) for a, b in pairs if a[0] < b[2] and b[0] < a[2] and a[1] + 4 < b[3] and b[1] + 4 < a[3]
    ] == []


def test_real_articles(show, corpus, tmp_path, run_defx):
    """The report of the annotated articles: every event's words are highlighted where the record says."""
    texts = corpus / "dev" / "texts"
    run_defx("batch", texts, "--metadata", corpus / "dev" / "published.csv", "-o", "r.jsonl", cwd=tmp_path)
    run_defx("report", "r.jsonl", "--texts", texts, "-o", "r.html", cwd=tmp_path)
    page = show(tmp_path / "r.html")
    lines = (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()
    n = sum(len(json.loads(line)["events"]) for line in lines)
    assert n > 100
    assert page.locator("#status").text_content() == f"{n} of {n} events, {len(lines)} articles read"
    page.locator("#table tbody button").first.click()
    shown, wrong = page.evaluate(
        """() => {
            const [wrong, after] = [[], document.getElementById("event-after")];
            for (let shown = 1; ; shown++, after.click()) {
                [...document.querySelectorAll("#slots tbody tr")].forEach((row, i) => {
                    const marks = [...document.querySelectorAll(`#article-text mark[data-slots~="${i}"]`)];
                    const [words, marked] = [row.cells[2].textContent, marks.map(mark => mark.textContent).join("")];
                    if (row.querySelector("button") && words !== marked) wrong.push([words, marked]);
                });
                if (after.disabled) return [shown, wrong];
            }
        }"""
    )
    assert (shown, wrong) == (n, [])
