<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="en">
<!-- Words of Qt that read otherwise in this program, or that Qt lacks. After a change: pyside6-lrelease FILE.ts -qm FILE.qm -->
<context><name>QLineEdit</name><message><source>&amp;Undo</source><translation>復原(&amp;U)</translation></message></context>
<context><name>QWidgetTextControl</name><message><source>&amp;Undo</source><translation>復原(&amp;U)</translation></message></context>
<context><name>QFileDialog</name>
<message><source>Drive</source><translation>磁碟</translation></message>
</context>
<context><name>QAbstractFileIconProvider</name>
<message><source>Folder</source><comment>All other platforms</comment><translation>資料夾</translation></message>
<message><source>Drive</source><translation>磁碟</translation></message>
</context>
<context><name>QFileIconProvider</name>
<message><source>Folder</source><comment>All other platforms</comment><translation>資料夾</translation></message>
</context>
</TS>
