"""An editor is made where it will stand: moved there, all that is in it would be dressed anew."""

from kabao.ui.cases.editors.base import MaterialEditor


def test_an_editor_is_made_in_its_place(employer, monkeypatch):
    parents, make = [], MaterialEditor.__init__

    def made(editor, *arguments):
        make(editor, *arguments)
        parents.append(editor.parentWidget())

    monkeypatch.setattr(MaterialEditor, "__init__", made)
    employer.choose(employer.session.case.parts[1])
    assert parents == [employer.stack]
