"""The words of Qt itself: standard buttons, menus of fields, and the file dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from kabao.texts import Language


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
        chinese = language == "zh"
        tongue = QLocale.Language.Chinese if chinese else QLocale.Language.English
        place = QLocale.Country.China if chinese else QLocale.Country.UnitedKingdom
        QLocale.setDefault(QLocale(tongue, place))
        if not chinese:
            return True
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if not self._translator.load("qtbase_zh_CN", folder):
            return False
        self._application.installTranslator(self._translator)
        self._installed = True
        return True
