"""The same articles in another order and in other portions."""

import random

from dateline.eval.bench.trials.common import Trial, add, answers, write
from dateline.index import Archive


def run(trial: Trial) -> list[str]:
    """What differs; empty where every order gives the same archive and the same answers."""
    chance, orders = random.Random(trial.seed), [list(trial.records)]
    for _ in range(max(1, trial.times)):
        orders.append(chance.sample(orders[0], len(orders[0])))
    expected, failures = None, []
    for number, order in enumerate(orders):
        folder = trial.folder / f"order-{number}"
        for portion in range(number + 1):  # the first at once, the others in ever more portions
            add(folder, write(trial.folder / f"in-{number}-{portion}.jsonl", order[portion :: number + 1]))
        with Archive(folder) as archive:
            failures += [
                f"order {number}: {fault.kind} {fault.where}: {fault.what}" for fault in archive.check()
            ]
            told = {
                article.id: (article.text, article.copies, _spans(article)) for article in archive.articles()
            }
            state = archive.fingerprint(), told, answers(archive, trial.questions)
        if expected is None:
            expected = state
            continue
        failures += [f"order {number}: {what}" for what in _differences(expected, state, trial.questions)]
        print(f"order {number}: compared", flush=True)
    return failures


def _spans(article: object) -> tuple[object, ...]:
    return tuple((span.start, span.end) for span in article.skipped)  # type: ignore[attr-defined]


def _differences(one: tuple, other: tuple, questions: list[str]) -> list[str]:  # type: ignore[type-arg]
    found = [] if one[0] == other[0] else ["the fingerprint differs"]
    for name in one[1].keys() | other[1].keys():
        for part, what in enumerate(("text", "copies", "skipped spans")):
            if one[1].get(name, (None,) * 3)[part] != other[1].get(name, (None,) * 3)[part]:
                found.append(
                    f"{name}: {what} differ: {one[1][name][part]!s:.200} / {other[1][name][part]!s:.200}"
                )
    for question, (hits, answer), (other_hits, other_answer) in zip(questions, one[2], other[2], strict=True):
        if hits != other_hits:
            places = [at for at, pair in enumerate(zip(hits, other_hits, strict=False)) if pair[0] != pair[1]]
            first = places[0] if places else min(len(hits), len(other_hits))
            found.append(
                f"search {question!r}: hit {first + 1} is {hits[first : first + 1]} / {other_hits[first : first + 1]}"
            )
        if answer != other_answer:
            names = [name for name in answer if answer[name] != other_answer[name]]
            found.append(f"answer to {question!r} differs in {', '.join(names)}")
    return found
