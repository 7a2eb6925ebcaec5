"""The words of Qt itself: standard buttons, menus of fields, and the file dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator

from kabao.paths import resources

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
        # What was installed last is asked first: the program's own words before those of Qt.
        self._translators = (QTranslator(self), QTranslator(self))
        self._installed = False

    def speak(self, language: Language) -> bool:
        """Speak a language from now on; False if Qt came without it."""
        if self._installed:
            for translator in self._translators:
                self._application.removeTranslator(translator)
            self._installed = False
        QLocale.setDefault(QLocale(*_PLACES[language]))
        if language == "en":
            return True
        qt, own = self._translators
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if not qt.load(_TRANSLATIONS[language], folder):
            return False
        own.load(f"kabao_{language}", str(resources() / "translations" / "qt"))
        for translator in self._translators:
            self._application.installTranslator(translator)
        self._installed = True
        return True
