from dateline.assistant.evidence import gather, with_neighbours


def test_sentences_are_the_exact_characters_of_their_article(town):
    hits = town.search("bridge over the Orn", k=3)
    passages = gather(town, hits)
    assert [passage.number for passage in passages] == list(range(1, len(passages) + 1))
    for passage in passages:
        text = town.get(passage.hit.article).text
        for at, sentence in enumerate(passage.sentences, 1):
            assert text[sentence.span.start : sentence.span.end] == sentence.text
            assert sentence.id == f"{passage.number}.{at}"


def test_each_sentence_knows_its_neighbours(town):
    (first, *_) = gather(town, town.search("How many votes did Otto Brandvik get?", k=1))
    for one, two in zip(first.sentences, first.sentences[1:], strict=False):
        assert one.after == two.text
        assert two.before == one.text
    assert first.sentences[0].before == ""
    assert first.sentences[-1].after == ""


def test_no_hits_give_no_passages(town):
    assert gather(town, []) == ()


def test_the_passages_right_before_and_after_the_best_ones_come_last_and_overlap_nothing(shelve):
    def told(town: str, many: int) -> str:
        return "\n\n".join(
            f"Street {at} of {town} was flooded on day {at}, and its {at + 20} houses were without light. "
            * 8
            for at in range(many)
        )

    archive = shelve(
        [{"id": town, "title": town, "text": told(town, 6)} for town in ("Ham", "Orn", "Lee", "Vik")]
    )
    passages = gather(archive, archive.search("Street 3 of Ham was flooded", k=2))
    shown = with_neighbours(archive, passages)
    assert shown[: len(passages)] == passages
    assert len(shown) > len(passages)
    assert [each.number for each in shown] == list(range(1, len(shown) + 1))
    assert len({each.hit.passage for each in shown}) == len(shown)
    for each in shown[len(passages) :]:
        of = passages[each.beside - 1]
        assert each.beside <= 3
        assert each.hit.article == of.hit.article
        first, second = sorted([each.hit, of.hit], key=lambda hit: hit.start)
        assert first.end <= second.start
        assert not archive.get(first.article).text[first.end : second.start].strip()


def test_no_passages_have_no_neighbours(town):
    assert with_neighbours(town, ()) == ()
