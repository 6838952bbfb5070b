"""The kinds of document and their numbers: no two kinds may come to bear the same."""

from collections import Counter

from ledger.db.details import FORMS, DocumentKind


def test_every_kind_has_a_form_with_letters_and_a_name_of_its_own() -> None:
    assert set(FORMS) == set(DocumentKind)
    assert [letters for letters, times in Counter(form.letters for form in FORMS.values()).items() if times > 1] == []
    assert [name for name, times in Counter(form.name for form in FORMS.values()).items() if times > 1] == []
