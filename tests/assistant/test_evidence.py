from dateline.assistant.evidence import gather


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
