"""Learn the extractive writer's weights from sets of articles and cases, and say how good they are on others.

    python -m dateline.eval.bench.learn --sets ../shared/bench --work FOLDER [--write]

`--work` keeps the archives, the evidence found and its features, so that a second run takes a minute. `--write`
replaces `assistant/writers/ranker.json`. Without it only the tables are printed.

Half of the questions of a set, by a checksum of their text, are learned from in the first table and the other
half is what its figures are about; of `rtqa-2023` all are learned from, of `rtqa-2022h1` and `ramdocs-dev` none.
What is written is learned from both halves.

Questions without an answer are made besides: by leaving out of the evidence every article that holds the answer,
and by changing a name or a year of the question to another one from the same evidence.
"""

import argparse
import gzip
import hashlib
import json
import pickle
import random
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from dateline.assistant.evidence import Passage, gather
from dateline.assistant.followup import standalone
from dateline.assistant.language import names_in
from dateline.assistant.matching import meanings_of
from dateline.assistant.understand import understand
from dateline.assistant.writers import extractive
from dateline.assistant.writers.confidence import overall, standing
from dateline.assistant.writers.features import measure
from dateline.assistant.writers.reading import Asked, Numbers, Reading
from dateline.errors import WrongUse
from dateline.eval.cases import Case, load_cases
from dateline.eval.metrics.facts import stated
from dateline.index.archive import Archive

_WRITERS = Path(extractive.__file__).parent
_SAMPLE = Path(__file__).parent.parent / "sample"
_PASSAGES = 12
# Enough passages that as many as usual are left when those that hold the answer are taken out.
_FOUND = 20
_WORDS = 60
_SENTENCES = 3
_LINEAR = 0.5


@dataclass(frozen=True, slots=True)
class Source:
    """A set of articles and cases: how much it counts for ranking sentences, and for knowing an answer from none.

    `wanted` picks the cases; `news` sets are asked as of a day and have all their cases learned from.
    `caution` is how much a question without an answer counts against one with. `any_fact` is for sets with
    several right answers to a question.
    """

    name: str
    wanted: Callable[[set[str]], bool]
    ranking: float = 0.0
    answering: float = 0.0
    news: bool = False
    left_out: bool = False
    swapped: bool = False
    any_fact: bool = False
    caution: float = 1.0


SOURCES = (
    Source("squad2-dev", lambda tags: True, 1, 3, swapped=True, caution=1.5),
    Source("rgb-dev", lambda tags: bool(tags & {"noise", "rejection"}), 1, 3, swapped=True),
    Source("multihop-rag-facts", lambda tags: "closed" not in tags, 0.5, 1.5),
    Source("sample", lambda tags: True, 1, 2, caution=0.5),
    Source(
        "rtqa-2023",
        lambda tags: "answer-bearing" in tags and "needs-choices" not in tags,
        *(6, 2, True, True, True),
    ),
    Source(
        "rtqa-2022h1",
        lambda tags: "answer-bearing" in tags and "needs-choices" not in tags,
        *(0, 0, True, True, True),
    ),
    Source("ramdocs-dev", lambda tags: "no-correct-document" not in tags, any_fact=True),
)
# Which questions are made for a set is part of what its features are kept for.
SOURCES_MADE = tuple((source.name, source.left_out, source.swapped) for source in SOURCES)
# How much a made question counts beside a real one without an answer.
_MADE = {"real": 1.0, "left-out": 1.0, "swapped": 0.3}


@dataclass(slots=True)
class Example:
    """A question with its evidence as features, and which of its sentences hold the answer (`holds`)."""

    case: Case
    made: str
    held: bool
    texts: list[str]
    articles: list[str]
    features: dict[str, Numbers]
    told: dict[str, float]
    holds: Numbers
    scores: Numbers = field(default_factory=lambda: np.zeros(0))

    @property
    def absent(self) -> bool:
        """Whether the right answer is none."""
        return self.made != "real" or self.case.abstain


@dataclass(frozen=True, slots=True)
class Model:
    """The two models, as `ranker.json` has them."""

    sentence: Mapping[str, float]
    linear: Mapping[str, float]
    bias: float
    trees: Sequence[Sequence[Sequence[float]]]
    names: Sequence[str]

    def chance(self, example: Example) -> float:
        """The chance that the evidence holds an answer; 0 where there is no evidence."""
        if not example.features:
            return 0.0
        told = example.told | standing(example.articles, example.features, example.scores)
        return extractive.Answerable(self.linear, self.bias, self.names, self.trees).chance(told)


def evidence(source: Source, sets: Path, work: Path) -> list[dict[str, Any]]:
    """Each case of the set with the passages found for it, from the work folder where they are kept."""
    kept = work / f"evidence-{source.name}.pickle"
    if kept.is_file():
        found: list[dict[str, Any]] = pickle.loads(kept.read_bytes())
        return found
    folder = _SAMPLE if source.name == "sample" else sets / source.name
    articles = folder / ("articles" if source.name == "sample" else "articles.jsonl.gz")
    cases = folder / ("cases.jsonl" if source.name == "sample" else "cases.jsonl.gz")
    if not articles.exists():
        raise WrongUse(f"there is no {articles}: --sets must name the folder that holds {source.name}")
    found = []
    with Archive(work / f"archive-{source.name}") as archive:
        if not archive.stats().articles:
            archive.add(str(articles))
        for case in load_cases(str(cases)):
            if source.wanted(set(case.tags)):
                found.append(_asked(archive, case))
    kept.write_bytes(pickle.dumps(found))
    return found


def _asked(archive: Archive, case: Case) -> dict[str, Any]:
    from dateline.index.hit import Filters  # noqa: PLC0415

    turns: list[str] = []
    for turn in case.turns:
        turns.append(standalone(turn, turns))
    question = standalone(case.question, turns)
    passages = gather(archive, archive.find(question, Filters.of(**case.filters), k=_FOUND))
    idf = extractive.idf(archive, understand(question))
    return {"case": case, "question": question, "passages": passages, "idf": idf}


def examples(source: Source, sets: Path, work: Path) -> list[Example]:
    """The examples of a set, real and made, from the work folder where they were made by the same code."""
    kept = work / f"features-{source.name}-{_code()}.pickle"
    if kept.is_file():
        with gzip.open(kept, "rb") as file:
            found: list[Example] = [Example(**plain) for plain in pickle.load(file)]
        return found
    found = [made for each in evidence(source, sets, work) for made in _examples(source, each)]
    with gzip.open(kept, "wb", compresslevel=1) as file:
        pickle.dump([{name: getattr(each, name) for name in Example.__slots__} for each in found], file)
    return found


def _code() -> str:
    """The digest of the code that examples come from."""
    names = ("language", "matching", "offers", "understand")
    files = [_WRITERS.parent / f"{name}.py" for name in names]
    files += [
        _WRITERS / f"{name}.py" for name in ("confidence", "features", "manner", "reading", "scopes", "votes")
    ]
    code = b"".join(path.read_bytes() for path in files)
    return hashlib.sha256(code + repr(SOURCES_MADE).encode()).hexdigest()[:12]


def _examples(source: Source, asked: Mapping[str, Any]) -> Iterator[Example]:
    case, question, idf = asked["case"], asked["question"], asked["idf"]
    every: tuple[Passage, ...] = asked["passages"]
    passages = every[:_PASSAGES]
    held = bool(zlib.crc32(question.lower().encode()) % 2)
    real = _example(case, question, passages, idf, "real", held, any_fact=source.any_fact)
    yield real
    if case.abstain or not real.holds.any() or (source.news and "strong" not in case.tags):
        return
    if source.left_out and len(rest := _without_answer(case, every)) >= 4:
        yield _example(case, question, rest, idf, "left-out", held)
    if source.swapped and (other := _swapped(case, question, passages, real)):
        yield _example(case, other, passages, idf, "swapped", held)


def _example(
    case: Case,
    text: str,
    passages: Sequence[Passage],
    idf: Mapping[str, float],
    made: str,
    held: bool,
    *,
    any_fact: bool = False,
) -> Example:
    question = understand(text)
    reading = Reading(question, Asked.of(question, idf), passages, meanings_of(None))
    texts = [sentence.text for _, sentence in reading.pairs]
    articles = [passage.hit.article for passage, _ in reading.pairs]
    if not texts or not reading.asked.keys:
        return Example(case, made, held, [], [], {}, {}, np.zeros(0))
    features = measure(reading)
    told = overall(reading, features)
    wanted = bool(case.facts) and made == "real" and not case.abstain
    one = any if any_fact else all
    holds = np.array([float(wanted and one(stated([each], case.facts))) for each in texts])
    return Example(case, made, held, texts, articles, features, told, holds)


def _without_answer(case: Case, passages: Sequence[Passage]) -> list[Passage]:
    """The best passages of articles that state none of the facts."""
    told = {
        passage.hit.article
        for passage in passages
        for sentence in passage.sentences
        if any(stated([sentence.text], case.facts))
    }
    rest = [passage for passage in passages if passage.hit.article not in told][:_PASSAGES]
    return [replace(passage, number=number) for number, passage in enumerate(rest, 1)]


def _turned(question: str) -> str:
    """The question with two names changed for each other around "to", "from" or the like; "" where there are none."""
    names = "|".join(map(re.escape, sorted(understand(question).names, key=len, reverse=True)))
    found = re.search(rf"\b({names})\b(.*?\b(?:to|from|by|against|over) (?:the )?)({names})\b", question)
    if not names or not found or found[1] == found[3]:
        return ""
    return f"{question[: found.start()]}{found[3]}{found[2]}{found[1]}{question[found.end() :]}"


def _swapped(case: Case, question: str, passages: Sequence[Passage], real: Example) -> str:
    """The question with a year moved, or a name changed for another from the article that answers; "" for none."""
    chance = random.Random(zlib.crc32(question.encode()))
    if (turned := _turned(question)) and chance.random() < 0.5:
        return turned
    years = re.findall(r"\b(?:19|20)\d\d\b", question)
    if years and chance.random() < 0.5:
        return question.replace(years[0], str(int(years[0]) + chance.choice([-3, -2, -1, 1, 2, 3])))
    article = real.articles[int(real.holds.argmax())]
    fact = " ".join(spelling for each in case.facts for spelling in each).lower()
    names = [
        name
        for passage in passages
        if passage.hit.article == article
        for name in names_in(passage.hit.text)
        if len(name) > 3 and not any(word.lower() in f"{question.lower()} {fact}" for word in name.split())
    ]
    own = understand(question).names
    if not own or not names:
        return ""
    name = chance.choice(own)
    alike = [other for other in names if len(other.split()) == len(name.split())] or names
    return question.replace(name, chance.choice(alike))


def fit(found: Mapping[str, list[Example]], *, both_halves: bool) -> Model:
    """The models learned from the sets that count, from the half that is not held back or from both."""
    lists = []
    for source in SOURCES:
        some = [
            each
            for each in found[source.name]
            if source.ranking
            and (both_halves or source.news or not each.held)
            and not each.absent
            and 0 < each.holds.sum() < len(each.holds)
        ]
        lists += [(each, source.ranking / len(some)) for each in some]
    sentence = _listwise(lists)
    for each in (each for some in found.values() for each in some):
        if each.features:
            each.scores = extractive.barred(each.features, extractive.scored(sentence, each.features))
    return _question_model(found, sentence, both_halves=both_halves)


def _listwise(lists: Sequence[tuple[Example, float]], penalty: float = 0.005) -> dict[str, float]:
    """Weights under which the sentences that hold the answer have the highest share (ListNet, Cao et al. 2007)."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # noqa: PLC0415  comes with scikit-learn, of the extra bench

    names = list(lists[0][0].features)
    table = np.vstack([np.stack(list(each.features.values()), axis=1) for each, _ in lists]).astype(float)
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-3
    table = (table - middle) / spread
    lengths = np.array([len(each.holds) for each, _ in lists])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    holds = np.concatenate([each.holds for each, _ in lists]) > 0
    counts = np.array([weight for _, weight in lists])
    counts /= counts.sum()

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = table @ weights
        shares = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), lengths))
        right = np.where(holds, shares, 0)
        total, won = np.add.reduceat(shares, starts), np.add.reduceat(right, starts) + 1e-12
        slope = (shares / np.repeat(total, lengths) - right / np.repeat(won, lengths)) * np.repeat(
            counts, lengths
        )
        value = float((counts * (np.log(total) - np.log(won))).sum() + penalty * weights @ weights)
        return value, table.T @ slope + 2 * penalty * weights

    found = (
        minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x / spread
    )
    return {name: round(float(weight), 4) for name, weight in zip(names, found, strict=True)}


def _question_model(
    found: Mapping[str, list[Example]], sentence: Mapping[str, float], *, both_halves: bool
) -> Model:
    from sklearn.ensemble import ExtraTreesClassifier  # noqa: PLC0415  of the extra bench
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    rows: list[dict[str, float]] = []
    right, counts = [], []
    for source in SOURCES:
        some = [
            each
            for each in found[source.name]
            if source.answering
            and each.features
            and (both_halves or source.news or not each.held)
            and (each.absent or each.holds.any())
            and not (source.news and "strong" not in each.case.tags)
        ]
        for absent in (True, False):
            half = [each for each in some if each.absent == absent]
            total = sum(_MADE[each.made] for each in half)
            for each in half:
                rows.append(each.told | standing(each.articles, each.features, each.scores))
                right.append(not absent)
                counts.append(
                    300 * source.answering * (source.caution if absent else 1) * _MADE[each.made] / total
                )
    names = list(rows[0])
    table = np.array([[row[name] for name in names] for row in rows])
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-3
    linear = LogisticRegression(C=0.01, max_iter=3000)
    linear.fit((table - middle) / spread, right, sample_weight=counts)
    weights = linear.coef_[0] / spread
    forest = ExtraTreesClassifier(
        150, min_samples_leaf=3, max_leaf_nodes=48, max_features=0.3, random_state=0
    )
    forest.fit(table, right, sample_weight=counts)
    return Model(
        sentence,
        {name: round(_LINEAR * float(weight), 5) for name, weight in zip(names, weights, strict=True)},
        round(_LINEAR * float(linear.intercept_[0] - weights @ middle), 5),
        [_tree(each.tree_) for each in forest.estimators_],
        names,
    )


def _tree(tree: Any) -> list[list[float]]:
    """A tree as rows: [feature, at most, row if so, row if not], or [chance] at a leaf."""
    rows: list[list[float]] = []
    for node in range(tree.node_count):
        if tree.children_left[node] < 0:
            no, yes = tree.value[node][0]
            rows.append([round(float(yes / (yes + no)), 3)])
        else:
            to = (int(tree.children_left[node]), int(tree.children_right[node]))
            rows.append([int(tree.feature[node]), round(float(tree.threshold[node]), 5), *to])
    return rows


def figures(model: Model, some: Sequence[Example], threshold: float, share: float) -> dict[str, float]:
    """How good the model is on examples: shares of questions, 0 to 1."""
    chances = np.array([model.chance(each) for each in some])
    absent = np.array([each.absent for each in some])
    answered = chances >= threshold
    quoted, wrong, first = [], [], []
    for each, is_answered in zip(some, answered, strict=True):
        if each.absent:
            continue
        chosen = _chosen(each, share)
        told = _first_words([each.texts[at] for at in chosen])
        one = any if len(each.case.facts) > 1 and "ambiguous" in each.case.tags else all
        quoted.append(float(is_answered and one(stated(told, each.case.facts, against=each.case.wrong))))
        wrong.append(float(is_answered and any(stated(told, each.case.wrong, against=each.case.facts))))
        first.append(float(bool(chosen) and each.holds[chosen[0]]))
    out = {
        "can be answered": float((~absent).sum()),
        "best sentence holds it": float(np.mean(first)),
        "quoted60": float(np.mean(quoted)),
        "wrong": float(np.mean(wrong)),
        "false abstentions": float((~answered[~absent]).mean()),
    }
    for made in _MADE:
        which = np.array([each.absent and each.made == made for each in some])
        if which.any():
            refused = float((~answered[which]).mean())
            tenth = np.quantile(chances[~absent], 0.1)
            out |= {
                f"{made}: none": float(which.sum()),
                f"{made}: refused": refused,
                f"{made}: balanced": (refused + float(answered[~absent].mean())) / 2,
                f"{made}: refused at .10": float((chances[which] < tenth).mean()),
            }
    return {name: round(value, 3) for name, value in out.items()}


def _chosen(example: Example, share: float) -> list[int]:
    """As `extractive.choose` does, without the threshold."""
    if not example.features:
        return []
    order = np.argsort(-example.scores, kind="stable").tolist()
    chosen: list[int] = []
    for at in order:
        if len(chosen) == _SENTENCES or example.scores[at] < example.scores[order[0]] + np.log(share):
            break
        if not any(extractive.repeats(example.texts[at], example.texts[other]) for other in chosen):
            chosen.append(at)
    return chosen


def _first_words(texts: Sequence[str]) -> list[str]:
    left, told = _WORDS, []
    for text in texts:
        words = text.split()[:left]
        left -= len(words)
        told.append(" ".join(words))
    return told


def strata(found: Mapping[str, list[Example]]) -> Iterator[tuple[str, list[Example]]]:
    """What the figures are about: never what was learned from, `rtqa-2023` aside."""
    for source in SOURCES:
        some = found[source.name]
        if source.news:
            yield f"{source.name} strong", [each for each in some if "strong" in each.case.tags]
            yield f"{source.name} answer-bearing", [each for each in some if each.made == "real"]
        else:
            yield source.name, [each for each in some if each.held or not source.ranking]


def report(
    model: Model, found: Mapping[str, list[Example]], threshold: float, share: float
) -> dict[str, Any]:
    """The figures of all strata, printed as they come."""
    told = {}
    for name, some in strata(found):
        told[name] = figures(model, some, threshold, share)
        print(f"{name}: " + ", ".join(f"{key} {value:g}" for key, value in told[name].items()), flush=True)
    return told


def main(arguments: Sequence[str]) -> int:
    """Print the figures; with `--write`, write the weights learned from both halves. 2 on wrong use."""
    parser = argparse.ArgumentParser(prog="python -m dateline.eval.bench.learn", description=__doc__)
    parser.add_argument("--sets", type=Path, required=True, help="the folder that holds the sets")
    parser.add_argument("--work", type=Path, required=True, help="where archives and features are kept")
    parser.add_argument("--threshold", type=float, default=0.37, help="least chance of an answer")
    parser.add_argument(
        "--share", type=float, default=0.3, help="a further sentence's least share of the best"
    )
    parser.add_argument("--write", action="store_true", help="replace ranker.json")
    given = parser.parse_args(arguments)
    try:
        given.work.mkdir(parents=True, exist_ok=True)
        found = {source.name: examples(source, given.sets, given.work) for source in SOURCES}
    except WrongUse as error:
        print(error, file=sys.stderr)
        return 2
    print("Learned from one half, figures about the other")
    held = report(fit(found, both_halves=False), found, given.threshold, given.share)
    if given.write:
        model = fit(found, both_halves=True)
        path = _WRITERS / "ranker.json"
        path.write_text(written(model, _digest(given.sets), given, held), "utf-8")
        print(f"written: {path}")
    return 0


def _digest(sets: Path) -> dict[str, str]:
    """The digest of the cases of each set that was learned from."""
    learned = [source.name for source in SOURCES if source.ranking]
    files = {
        name: _SAMPLE / "cases.jsonl" if name == "sample" else sets / name / "cases.jsonl.gz"
        for name in learned
    }
    return {name: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for name, path in files.items()}


def written(
    model: Model, digests: Mapping[str, str], given: argparse.Namespace, held: Mapping[str, Any]
) -> str:
    """The text of `ranker.json`: what it learned from, the figures of the held half, the weights; a tree a line."""
    told = {
        "made_by": "python -m dateline.eval.bench.learn --write",
        "learned_from": dict(digests),
        "held_out": dict(held),
        "threshold": given.threshold,
        "share": given.share,
        "sentence": dict(model.sentence),
        "question": dict(model.linear),
        "bias": model.bias,
        "names": list(model.names),
    }
    trees = ",\n  ".join(json.dumps(tree, separators=(",", ":")) for tree in model.trees)
    return json.dumps(told, indent=1)[:-2] + f',\n "trees": [\n  {trees}\n ]\n}}\n'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
