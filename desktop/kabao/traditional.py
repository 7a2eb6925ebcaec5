"""Simplified Chinese sentences in the traditional characters and usual words of Taiwan.

The characters are converted by the phrases and characters of OpenCC (``s2tw``), which
``packaging/make_traditional.py`` took from it. Its words for Taiwan (``s2twp``) are not used:
they make 审核 an audit and 注销 a logout, and turn issuing a card (发卡) into a hairpin. The words
below were reviewed one by one for this program instead. Names of authorities, papers and card
states stay those of the mainland, because the reader compares them with what is written there.
"""

from __future__ import annotations

import lzma
import re
import unicodedata
from functools import cache, lru_cache

from kabao import paths

REMEMBERED = 20_000
"""Sentences kept converted; the program has some seven thousand."""

STAYING = (
    "规范性文件", "规范文件", "证明文件", "政策文件", "批准文件", "行政文件", "两份文件", "程序法",
    "登记程序", "法定程序", "撤销登记", "服务窗口", "经办窗口", "办事窗口", "人工窗口", "身份证件",
    "信息化综合管理机构", "信息化", "部信息办", "信息中心", "个人信息保护", "社会保障信息",
    "不支持已", "保存期", "保存到", "机构编制", "加载金融功能",
    "的列出", "没有列出", "没有列入", " 列出",
)  # fmt: skip
"""Words in which a term below means something else, or that are names."""

TERMS = {
    # What the converter takes for hair, a pole or a bird.
    "发卡": "發卡", "换发": "換發", "核发": "核發", "发证": "發證", "干部": "幹部",
    "制卡": "製卡", "编制": "編製", "复制": "複製",
    "只有": "只有", "只能": "只能", "大小": "大小",
    # A column is 列 there and 欄 here, where 列 is a row.
    "列名": "欄名", "列号": "欄號", "列对应": "欄對應", "列字母": "欄字母", "的列": "的欄",
    "的列表": "的清單", "两列": "兩欄", "一列": "一欄", "这些列": "這些欄", "等列": "等欄",
    "选择列": "選擇欄", "默认列": "預設欄", "单位列": "單位欄", "对应列": "對應欄", " 列": " 欄",
    "行列": "行欄", "没有列": "沒有欄", "列可以": "欄可以", "排序和列": "排序和欄",
    "、列、": "、欄、", "列的含义": "欄的含義", "单位列表": "單位清單", "选择列出": "選擇列出",
    # The program and its window; the other language is named in its own characters.
    "简体中文": "简体中文",
    "窗口": "視窗", "程序": "程式", "软件": "軟體", "硬件": "硬體", "电脑": "電腦",
    "计算机": "電腦", "用户": "使用者", "屏幕": "螢幕", "显示器": "螢幕", "鼠标": "滑鼠",
    "光标": "游標",
    "菜单": "選單", "图标": "圖示", "快捷键": "快速鍵", "点击": "點擊", "拖放": "拖放",
    "默认": "預設", "设置": "設定", "首选项": "偏好設定", "界面": "介面", "接口": "介面",
    "打开": "開啟", "运行": "執行", "加载": "載入", "刷新": "重新整理", "查看": "檢視",
    "搜索": "搜尋", "登录": "登入", "在线": "線上", "网络": "網路", "联网": "連線",
    "链接": "連結", "变量": "變數", "缓存": "快取", "内存": "記憶體",
    "日志": "記錄檔", "命令行": "命令列", "脚本": "指令碼", "支持": "支援", "兼容": "相容",
    "撤销": "復原", "粘贴": "貼上", "剪贴板": "剪貼簿", "截图": "螢幕擷取", "预览": "預覽",
    "添加": "加入", "批量": "批次", "口令": "通行碼", "密钥": "金鑰", "短信": "簡訊",
    "信息": "資訊", "信号": "訊號", "联系": "聯絡", "邮箱": "信箱", "打印机": "印表機",
    "打印": "列印", "复印": "影印", "扫描件": "掃描檔", "复核": "覆核",
    "“": "「", "”": "」", "‘": "『", "’": "』",
    # Files and what is in them.
    "文件夹": "資料夾", "文件名": "檔名", "文件": "檔案", "文档": "文件", "后缀": "副檔名",
    "扩展名": "副檔名", "导入": "匯入", "导出": "匯出", "保存": "儲存", "另存": "另存",
    "数据库": "資料庫", "数据": "資料", "台账": "台帳", "账": "帳",
    "磁盘": "磁碟", "优盘": "隨身碟", "U 盘": "隨身碟", "存储": "儲存", "这台": "這台",
    "下划线": "底線", "英寸": "英吋",
    "字段": "欄位", "单元格": "儲存格", "工作簿": "活頁簿", "模板": "範本", "列表": "清單",
    "下拉列表": "下拉式清單", "字节": "位元組", "字符": "字元", "二进制": "二進位",
    "十六进制": "十六進位", "算法": "演算法", "组件": "元件", "设备": "裝置",
    # Pictures, type and paper.
    "字体": "字型", "字号": "字級", "全角": "全形", "半角": "半形", "分辨率": "解析度",
    "缩略图": "縮圖", "视图": "檢視", "缩进": "縮排", "页眉": "頁首", "页脚": "頁尾",
    "居中": "置中", "二维码": "二維條碼", "文字处理": "文書處理", "质量": "品質",
    # The chip.
    "芯片": "晶片", "集成电路": "積體電路", "双界面": "雙介面", "端口": "連接埠",
}  # fmt: skip
"""A simplified word and what stands for it; the longest that fits is taken."""


@lru_cache(maxsize=REMEMBERED)
def traditional(sentence: str) -> str:
    """Write a simplified Chinese sentence for readers in Taiwan; anything else stays as it is."""
    pieces = _terms().split(sentence)
    return "".join(
        converted(piece) if at % 2 == 0 else _word(piece) for at, piece in enumerate(pieces)
    )


def _word(piece: str) -> str:
    return TERMS.get(piece) or converted(piece)


@cache
def _terms() -> re.Pattern[str]:
    """Words that are replaced or left alone, and the places of a sentence, which must survive."""
    words = sorted((*STAYING, *TERMS), key=len, reverse=True)
    return re.compile("(" + "|".join((r"\{[^{}]*\}", *words)) + ")")


def converted(text: str) -> str:
    """Write simplified characters as in Taiwan, the longest known phrase first."""
    known, longest = _characters()
    text = _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    made, at = [], 0
    while at < len(text):
        length = longest.get(text[at], 1)
        while length > 1 and text[at : at + length] not in known:
            length -= 1
        phrase = text[at : at + length]
        made.append(known.get(phrase) or "".join([known.get(each, each) for each in phrase]))
        at += length
    return "".join(made)


_COMPATIBLE = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Second codes of characters, which go before anything is looked up."""


@cache
def _characters() -> tuple[dict[str, str], dict[str, int]]:
    """Return what stands for what, and how long the longest phrase behind a character is.

    Nothing stands for a phrase whose characters are written as each by itself.
    """
    packed = (paths.resources() / "translations" / "taiwan.txt.xz").read_bytes()
    plain, _, pairs = lzma.decompress(packed).decode().partition("\n\n")
    phrases = dict.fromkeys(plain.split("\n"), "")
    known = dict([line.split("\t") for line in pairs.split("\n")])
    longest = {key[0]: len(key) for key in phrases}  # the longest stand last
    for first, length in {key[0]: len(key) for key in known}.items():
        longest[first] = max(length, longest.get(first, 1))
    return phrases | known, longest
