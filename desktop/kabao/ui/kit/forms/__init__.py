"""Forms built from their specification: one editor for each kind of field."""

from kabao.ui.kit.forms.view import FormView

__all__ = ["FormView"]
