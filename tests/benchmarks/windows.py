"""The two windows that start and memory compare: an empty one, and the program with a ledger."""

from __future__ import annotations

EMPTY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 800)
window.show()
def done():
    window.grab()
    print(open("/proc/self/status").read().split("VmRSS:")[1].split()[0], flush=True)
    application.quit()
QTimer.singleShot(0, done)
application.exec()
"""

PROGRAM = """
import os, sys, tempfile
from pathlib import Path
os.environ["KABAO_CONFIG"] = tempfile.mkdtemp()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QTableView
from kabao import app, settings
application = QApplication(["kabao"])
loaded = settings.load()
app.load_first_fonts()
window = app.make_window(application, loaded)
window.show()
path, room = Path(sys.argv[1]), sys.argv[2]
QTimer.singleShot(0, lambda: app._after_first_paint(window, [str(path)]))
def look():
    if window.frame is None:
        return
    watch.stop()
    if room:
        window.frame.show_room(room)
        application.processEvents()
        for table in window.frame.findChildren(QTableView):
            bar = table.verticalScrollBar()
            for step in range(0, bar.maximum(), max(1, bar.maximum() // 50)):
                bar.setValue(step)
                application.processEvents()
    window.grab()
    print(open("/proc/self/status").read().split("VmRSS:")[1].split()[0], flush=True)
    window.close()
    application.quit()
watch = QTimer()
watch.timeout.connect(look)
watch.start(1)
application.exec()
"""
