"""Which of a page's visible blocks are its article."""

import copy
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.index.page_blocks import VisibleBlock, key_of, visible_blocks

_LONG = 60  # letters that make a line sure to be the article's own
_NEAR = 8  # blocks around the sure ones where a short line may belong to the article
_START = 40  # letters at which two versions of one paragraph must agree
_EFFORT = (
    200_000_000  # characters to compare; past it a page is no news page, and only whole lines are matched
)
_LABEL = re.compile(r"[^.!?]{0,40}[:|>»→]\s*$")


def article_blocks(root: Any, stated: Mapping[str, Any], hints: Sequence[str]) -> list[VisibleBlock]:
    """The article's blocks in reading order, without headline, captions, and lines that only lead elsewhere.

    trafilatura chooses; the text is the page's own. `hints` are the article's text and description as its
    metadata state them: a visible paragraph that stands there belongs, although trafilatura left it out.
    """
    blocks = visible_blocks(root)
    chosen = _chosen(blocks, _lines(root)) or _all_text(blocks)
    chosen |= _missed(blocks, chosen, [key_of(hint) for hint in hints if len(hint) * len(blocks) < _EFFORT])
    title = key_of(str(stated.get("title", "")))
    kept = [b for n, b in enumerate(blocks) if n in chosen and not _dirt(b, title)]
    return _without_rest(kept)


def _lines(root: Any) -> list[str]:
    """The lines that trafilatura takes for the article."""
    import trafilatura  # noqa: PLC0415  (start-up)

    text = trafilatura.extract(copy.deepcopy(root), include_comments=False) or ""
    return [key for line in text.split("\n") if (key := key_of(line))]


def _chosen(blocks: list[VisibleBlock], lines: list[str]) -> set[int]:
    """The blocks that carry trafilatura's lines."""
    counts, joined = Counter(lines), "\n".join(lines)
    starts = {line[:_START] for line in lines if len(line) >= _START}
    if len(blocks) * len(joined) > _EFFORT:
        joined = ""
    sure: list[int] = []
    maybe: dict[str, list[int]] = {}
    for n, block in enumerate(blocks):
        key = block.key
        if block.kind == "caption":
            continue
        if len(key) >= _LONG and (key[:_START] in starts or key in joined):
            sure.append(n)
        elif key in counts or (len(key) >= 12 and key in joined):
            maybe.setdefault(key, []).append(n)
    return _once(blocks, sure) | _near(maybe, sure, counts)


def _near(maybe: dict[str, list[int]], sure: list[int], counts: Counter[str]) -> set[int]:
    """Short lines count where they stand near long ones, as often as trafilatura has them."""
    found: set[int] = set()
    for key, places in maybe.items():
        near = [n for n in places if not sure or sure[0] - _NEAR <= n <= sure[-1] + _NEAR]
        near.sort(key=lambda n: -_company(n, sure))
        found.update(near[: max(1, counts[key])])
    return found


def _company(n: int, places: list[int]) -> int:
    """How many of the sorted places are near n."""
    return bisect_right(places, n + _NEAR) - bisect_left(places, n - _NEAR)


def _all_text(blocks: list[VisibleBlock]) -> set[int]:
    """Every block that reads like text: for a page too short for trafilatura."""
    return {n for n, b in enumerate(blocks) if not b.aside and b.link < 0.5 and len(b.key) >= 12}


def _once(blocks: list[VisibleBlock], sure: list[int]) -> set[int]:
    """A long paragraph that a page holds twice counts where most others stand."""
    by_key: dict[str, list[int]] = {}
    for n in sure:
        by_key.setdefault(blocks[n].key, []).append(n)
    single = [places[0] for places in by_key.values() if len(places) == 1] or sure
    return {max(places, key=lambda n: (_company(n, single), -n)) for places in by_key.values()}


def _missed(blocks: list[VisibleBlock], chosen: set[int], hints: list[str]) -> set[int]:
    """Blocks that belong although they were not chosen."""
    if not chosen:
        return set()
    have = {blocks[n].key for n in chosen}
    long = [blocks[n] for n in chosen if len(blocks[n].key) >= _LONG]
    shapes = Counter(b.shape for b in long)
    parents, begun = {b.parent for b in long}, {b.own for b in long}
    first, last = min(chosen), max(chosen)

    def belongs(n: int, block: VisibleBlock) -> bool:
        if block.own in begun and first < n <= last + 1:
            return True  # the rest of a paragraph that line breaks divide
        if len(block.key) < 20 or block.kind == "heading":
            return False
        if any(block.key in hint for hint in hints) and n < last + _NEAR:
            return True
        alike = shapes[block.shape] if len(block.key) >= 30 else 0
        return alike >= 4 or (alike >= 2 and (first < n < last or block.parent in parents))

    found = set()
    for n, block in enumerate(blocks):
        if n in chosen or block.key in have or block.aside or block.link > 0.5 or block.kind == "caption":
            continue
        if belongs(n, block):
            found.add(n)
            have.add(block.key)
    return found


def _dirt(block: VisibleBlock, title: str) -> bool:
    """Whether a block is the headline again, or only leads elsewhere ("Read more: …")."""
    if title and block.key.startswith(title) and len(block.key) < len(title) + 24:
        return True
    leads = block.link > 0.9 or (block.link > 0.4 and len(block.key) > 30 and _LABEL.fullmatch(block.plain))
    return bool(leads) and block.kind != "heading"


def _without_rest(kept: list[VisibleBlock]) -> list[VisibleBlock]:
    """Without asides inside the article, and without headings that no text follows."""
    letters = sum(len(b.key) for b in kept)
    if sum(len(b.key) for b in kept if b.aside) * 3 < letters:
        kept = [b for b in kept if not b.aside]
    last = max((n for n, b in enumerate(kept) if b.kind != "heading"), default=len(kept) - 1)
    return kept[: last + 1]
