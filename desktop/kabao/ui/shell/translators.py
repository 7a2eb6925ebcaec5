"""The words of Qt itself: standard buttons, menus of fields, and the file dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from kabao.texts import Language


_PLACES = {
    "zh": (QLocale.Language.Chinese, QLocale.Country.China),
    "zh_TW": (
        QLocale.Language.Chinese,
        QLocale.Script.TraditionalHanScript,
        QLocale.Country.Taiwan,
    ),
    "en": (QLocale.Language.English, QLocale.Country.UnitedKingdom),
}
_TRANSLATIONS = {"zh": "qtbase_zh_CN", "zh_TW": "qtbase_zh_TW"}


class QtWords(QObject):
    """Installs Qt's own translation for the language in use; English needs none."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._translator = QTranslator(self)
        self._installed = False

    def speak(self, language: Language) -> bool:
        """Speak a language from now on; False if Qt came without it."""
        if self._installed:
            self._application.removeTranslator(self._translator)
            self._installed = False
        QLocale.setDefault(QLocale(*_PLACES[language]))
        if language == "en":
            return True
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if not self._translator.load(_TRANSLATIONS[language], folder):
            return False
        self._application.installTranslator(self._translator)
        self._installed = True
        return True
