"""The two windows that start and memory compare: an empty one, and the program with a ledger.

Both print when they could be used, on the clock that all processes share, how long their thread had
been at work by then, and the memory they take. Usable means, for the empty window, that it was
drawn. For the program it means more: the first page of the real ledger (or the register, when asked
for) stands in the window and was drawn with its real rows, everything that had been put off before
was done, and a key was answered. What waits for a window at rest (counts, the panel beside the
register) comes after it.
"""

from __future__ import annotations

EMPTY = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 800)
window.show()
def done():
    window.grab()
    usable = time.monotonic(), time.thread_time()
    print(*usable, open("/proc/self/status").read().split("VmRSS:")[1].split()[0], flush=True)
    application.quit()
QTimer.singleShot(0, done)
application.exec()
"""

PROGRAM = """
import os, sys, tempfile, time
from pathlib import Path
os.environ["KABAO_CONFIG"] = tempfile.mkdtemp()
from kabao import app
from PySide6.QtCore import QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView
path, room, scrolled = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "scrolled"
make = app.make_window
def make_and_watch(*arguments, **named):
    global window, watch
    window = make(*arguments, **named)
    watch = QTimer()
    watch.timeout.connect(look)
    watch.start(1)
    return window
def look():
    if window.frame is None or not window.isVisible():
        return
    watch.stop()
    if room:
        window.frame.show_room(room)
    window.grab()
    QTest.keyClick(window.frame, Qt.Key.Key_F6)
    QApplication.processEvents()
    usable = time.monotonic(), time.thread_time()
    if scrolled:
        scroll()
    print(*usable, open("/proc/self/status").read().split("VmRSS:")[1].split()[0], flush=True)
    window.close()
    QApplication.quit()
def scroll():
    QTest.qWait(2500)
    for table in window.frame.findChildren(QTableView):
        bar = table.verticalScrollBar()
        for step in range(0, bar.maximum(), max(1, bar.maximum() // 50)):
            bar.setValue(step)
            QApplication.processEvents()
    window.grab()
app.make_window = make_and_watch
app.main([str(path)])
"""
