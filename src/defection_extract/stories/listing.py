"""Disagreements as text: which story, which field, who says what."""

from __future__ import annotations

from collections.abc import Iterator

from .records import Disagreement, Story, StoryClaim


def disagreement_lines(story: Story) -> Iterator[str]:
    """A heading, then for every field its versions with their articles, dates and sources; nothing without any."""
    if not story.disagreements:
        return
    yield f"{story.story_id} · {headline(story)} · {story.articles} articles"
    for disagreement in story.disagreements:
        yield f"  {disagreement.field}"
        yield from _versions(story, disagreement)


def headline(story: Story) -> str:
    """Who, from what, where and when, in one line."""
    who = ", ".join(person.name for person in story.persons)
    number = str(story.count.best) if story.count and story.count.best is not None else ""
    groups = ", ".join(group.name for group in story.defected_from)
    places = ", ".join(place.name for place in story.places)
    days = [day.isoformat() for day in (story.date.earliest, story.date.latest) if day] if story.date else []
    when = "/".join(dict.fromkeys(days))
    return " · ".join(filter(None, (who or number, groups, places, when))) or story.claims[0].evidence[0]


def _versions(story: Story, disagreement: Disagreement) -> Iterator[str]:
    for version in disagreement.versions:
        yield f"    {version.value}"
        for number in version.claims:
            yield f"      {_told_by(story.claims[number])}"


def _told_by(claim: StoryClaim) -> str:
    said = f"says {', '.join(claim.said_by)}" if claim.said_by else ""
    published = claim.published.isoformat() if claim.published else ""
    evidence = f"« {' '.join(claim.evidence[0].split())} »"
    return " · ".join(filter(None, (claim.article_id, published, said, evidence)))
