"""Sentences to passages: runs of whole consecutive sentences inside one section."""

from collections.abc import Sequence

from dateline.index.article import Block, Span


def group(
    sentences: Sequence[Span], blocks: Sequence[Block], skipped: Sequence[Span] = (), *, target: int = 900
) -> list[Span]:
    """Passages of about `target` code points; a longer sentence stands alone.

    A heading begins a section and belongs to the passage after it. Skipped spans are in no passage.
    """
    passages: list[Span] = []
    for section in _sections(sentences, blocks, skipped):
        passages.extend(_even(section, target))
    return passages


def _sections(
    sentences: Sequence[Span], blocks: Sequence[Block], skipped: Sequence[Span]
) -> list[list[tuple[Span, bool]]]:
    """Sentences (and whether each is a heading) without those skipped, cut before headings and at gaps."""
    headings = {block.start for block in blocks if block.kind == "heading"}
    gaps = iter(sorted((span[0], span[1]) for span in skipped))
    gap = next(gaps, None)
    sections: list[list[tuple[Span, bool]]] = [[]]
    for sentence in sentences:
        while gap and gap[1] <= sentence.start:
            gap = next(gaps, None)
        heading = sentence.start in headings
        if gap and gap[0] < sentence.end:
            sections.append([])
            continue
        # Headings in a row belong together, before what they head.
        if heading and sections[-1] and not sections[-1][-1][1]:
            sections.append([])
        sections[-1].append((sentence, heading))
    return [section for section in sections if section and not all(heading for _, heading in section)]


def _even(section: list[tuple[Span, bool]], target: int) -> list[Span]:
    """Passages of about equal size, so that none is left with a single short sentence."""
    start, end = section[0][0].start, section[-1][0].end
    pieces = max(1, round((end - start) / target))
    passages: list[Span] = []
    first = start
    for at, (sentence, heading) in enumerate(section):
        due = start + (end - start) * (len(passages) + 1) / pieces
        following = section[at + 1][0] if at + 1 < len(section) else None
        # Close where going on would overshoot by more than stopping falls short; never right after a heading.
        if following is None or (not heading and (sentence.end + following.end) / 2 > due):
            passages.append(Span(first, sentence.end))
            first = following.start if following else end
    return passages
