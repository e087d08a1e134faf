"""`defx view`: an article on the terminal and as a page."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from defection_extract.records import Extraction, Mention
from defection_extract.report.terminal import show
from made_records import TEXT, event, extraction, loose, mention, told_event


def shown(result: Extraction, text: str, *, colours: bool = False) -> str:
    out = io.StringIO()
    system = "truecolor" if colours else None
    show(Console(file=out, color_system=system, force_terminal=colours, width=200), result, text)
    return out.getvalue()


@pytest.fixture
def result() -> Extraction:
    return extraction("a1", told_event(), text=TEXT)


def test_marks_as_brackets_without_colours(result):
    told = shown(result, TEXT)
    assert "[Sept soldats]{count} de [l'armée]{defected_from} [ont fui]{trigger} [Alep]{places}" in told
    assert "\x1b" not in told


def test_colours(result):
    told = shown(result, TEXT, colours=True)
    assert "\x1b[" in told
    assert "]{count}" not in told


def test_every_slot_with_its_offsets(result):
    lines = shown(result, TEXT).splitlines()
    trigger = mention("ont fui")
    assert any("trigger" in line and f"{trigger.start}-{trigger.end}" in line for line in lines)
    assert any("Armée arabe syrienne [saa] " in line for line in lines)
    assert any("event 1: reported, incident, confidence 0.80" in line for line in lines)


def test_nested_and_equal_marks():
    text = "Le colonel Haddad a fui."
    at = [
        Mention(text=w, start=text.index(w), end=text.index(w) + len(w))
        for w in ("colonel Haddad", "colonel")
    ]
    told = event(trigger=at[0], means=(at[1], at[0]))
    assert "Le [[[colonel]{means} Haddad]{trigger}]{means} a fui." in shown(extraction("a", told), text)


def test_an_article_cannot_command_the_terminal():
    text = "Rien\x1b]0;titre\x07 \x9b31m [bold]ici[/bold] \u202eesrevni :smile:"
    told = shown(extraction("a", event(trigger=loose("Rien")), title="\x1b[2J", text=text), text)
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(told)
    assert "[bold]ici[/bold]" in told


def test_nothing_to_find(run_defx, samples):
    sample = next(sample for sample in samples if sample.path.stem == "nothing_to_find")
    done = run_defx("view", sample.path)
    assert done.returncode == 0
    assert "0 events" in done.stdout


def test_a_page_kept(run_defx, samples, tmp_path):
    sample = next(sample for sample in samples if sample.path.stem == "nothing_to_find")
    done = run_defx("view", sample.path, "--html", "-o", tmp_path / "v.html", "--lang", "fr")
    assert (done.returncode, done.stdout.strip()) == (0, str(tmp_path / "v.html"))
    assert '<html lang="fr">' in (tmp_path / "v.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "code"), [(["-o", "v.html"], 2), (["--html", "-o", "v.jsonl"], 2), (["--lang", "de"], 2)]
)
def test_options_that_make_no_sense(run_defx, samples, options, code):
    assert run_defx("view", samples[0].path, *options).returncode == code


def test_a_file_that_is_missing(run_defx):
    assert run_defx("view", "nowhere.txt").returncode == 3


def test_the_browser_is_asked_for_the_page(monkeypatch, result, capsys):
    import webbrowser

    from defection_extract.article import Article
    from defection_extract.cli import view
    from defection_extract.gazetteer.group_rows import default_groups

    asked: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: asked.append(address) or True)
    view._page(result, Article(TEXT, "a1"), None, "en", default_groups())
    path = capsys.readouterr().out.strip()
    assert asked == [f"file://{path}#event-1"]
