"""What is set up before a picture of the manual is taken: a roster, a message, a photograph.

All people are of the sample, and the photograph is drawn: nobody is shown on it.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageDraw
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from kabao.ui.photos.crop_dialog import CropDialog
from kabao.ui.photos.intake import Picture
from kabao.ui.rosters.page import RosterPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

ROSTER = """姓名,证件号码,手机号码,用人单位,发卡地行政区划代码
安思源,110000199001010013,13900000001,青禾精密机械有限公司,990100
苗雨晴,110000199007070420,13900000002,青禾精密机械有限公司,990100
顾青岚,110000198503120410,13900000003,青禾精密机械有限公司,990100
宋清和,110000199203040011,13900000004,青禾精密机械有限公司,990100
韩青,1.10000199E+17,13900000005,青禾精密机械有限公司,990100
石映雪,110000199306150404,13900000006,青禾精密机械有限公司,990100
陆北川,110000198801010412,13900000007,南山绿植养护部,990100
叶知秋,11000019900101,13900000008,青禾精密机械有限公司,990100
江心月,110000199508200422,1390000000,青禾精密机械有限公司,990100
"""
MESSAGE = "【青禾人社】您尾号1222的社会保障卡社保功能已于2026年11月20日激活成功。"
GROUND, SKIN, HAIR, COAT = (247, 249, 250), (222, 186, 160), (58, 48, 44), (70, 92, 120)


def roster(frame: Any, folder: Path, wait: Callable[[int], None]) -> None:
    """Open the import of a roster in which some cells are doubtful."""
    file = folder / "roster.csv"
    file.write_text(ROSTER, "utf-8-sig")
    room = frame.room("holders")
    room.import_roster(file)
    wait(3500)
    page = frame.findChild(RosterPage)
    page.forward()
    wait(2500)


def leave_roster(frame: Any) -> None:
    """Close the import."""
    frame.findChild(RosterPage).leave()


def copy_message() -> None:
    """Put an activation message on the clipboard."""
    QGuiApplication.clipboard().setText(MESSAGE)


def photograph() -> bytes:
    """Return the drawn photograph of nobody."""
    image = Image.new("RGB", (900, 1200), GROUND)
    pen = ImageDraw.Draw(image)
    pen.ellipse((120, 830, 780, 1700), fill=COAT)
    pen.polygon([(380, 820), (520, 820), (450, 1010)], fill=(244, 244, 244))
    pen.rectangle((390, 700, 510, 860), fill=SKIN)
    pen.ellipse((275, 250, 625, 640), fill=HAIR)
    pen.ellipse((300, 310, 600, 760), fill=SKIN)
    target = io.BytesIO()
    image.save(target, "JPEG", quality=92)
    return target.getvalue()


def show_photograph(window: QWidget) -> None:
    """Give the crop window that is open something to cut."""
    for dialog in window.findChildren(CropDialog):
        dialog.open_picture(Picture("photo.jpg", photograph()))


def on_dialog(window: QWidget, delay: int, act: Callable[[QDialog], None]) -> None:
    """Act on the dialog that will stand over the window after so many milliseconds."""

    def look() -> None:
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                act(dialog)
                dialog.reject()

    QTimer.singleShot(delay, look)
