import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.index.readers.decode import decoded, whole_characters

TEXT = "The café’s owner said “no”. Über 40 % – naïve résumé."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_the_encoding_is_found(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (
            "Burmistrz powiedział we wtorek, że most zostanie zamknięty. Mieszkańcy są zdziwieni.",
            "cp1250",
        ),
        (
            "Мэр заявил во вторник, что мост будет закрыт. Жители удивлены, потому что паром тоже не ходит.",
            "cp1251",
        ),
        ("市長は火曜日、橋を閉鎖すると発表した。住民は驚いている。フェリーも運航していないためだ。", "cp932"),
        ("시장은 화요일 다리를 폐쇄한다고 발표했다. 주민들은 놀랐다.", "cp949"),
    ],
)
def test_other_scripts_are_found(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


def test_two_accents_are_enough_for_the_western_code_page() -> None:
    assert decoded("Café à Paris".encode("cp1252")) == "Café à Paris"


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1251">',
        "<META http-equiv=Content-Type content='text/html; charset=windows-1251'>",
    ],
)
def test_a_page_says_its_own_encoding(head: str) -> None:
    page = f"<html><head>{head}</head><p>Мост</p>"
    assert decoded(page.encode("cp1251"), page=True) == page


def test_what_a_page_says_counts_only_for_pages() -> None:
    text = '<meta charset="windows-1251"> é'
    assert decoded(text.encode(), page=False) == text


def test_latin_1_is_read_as_browsers_read_it() -> None:
    assert decoded("“quoted”".encode("cp1252"), hint="iso-8859-1", page=True) == "“quoted”"


def test_the_server_is_believed_before_the_page() -> None:
    page = '<meta charset="utf-8"><p>Мост</p>'
    assert decoded(page.encode("cp1251"), hint="windows-1251", page=True) == page


@pytest.mark.parametrize("lie", ["utf-16", "rot13", "hex", "nonsense", "ascii", "", "x" * 500, "utf-8\0"])
def test_a_wrong_statement_harms_nothing(lie: str) -> None:
    page = "<p>Bridge – closed</p>"
    assert decoded(page.encode(), hint=lie, page=True) == page


def test_a_lone_surrogate_is_replaced_and_a_pair_is_kept() -> None:
    assert whole_characters({"a": ["x\ud800y", {"\udc00": "😀"}], "n": 1}) == {
        "a": ["x\N{REPLACEMENT CHARACTER}y", {"\N{REPLACEMENT CHARACTER}": "😀"}],
        "n": 1,
    }


@given(
    st.binary(max_size=300),
    st.sampled_from([None, "utf-8", "latin-1", "utf-7", "idna", "punycode"]),
    st.booleans(),
)
def test_any_bytes_become_text_of_whole_characters(content: bytes, hint: str | None, page: bool) -> None:
    decoded(content, hint=hint, page=page).encode()


@given(st.text())
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    if not text.startswith("\ufeff") and "\0" not in text[:4]:
        assert decoded(text.encode("utf-8", "replace")) == text.encode("utf-8", "replace").decode()
