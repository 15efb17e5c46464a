"""Prints a page of the program's own, HTML with its pictures inside, as PDF: Qt's text engine on A4."""

from __future__ import annotations

import re
import sys

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
)

from engine.evaluate.report.page.style import SHARED

_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_MARGIN_MM = 14
_DPI = 96  # what lengths in the page are counted in
_TEXT_PT = 10
_FOOT_PX = 22
_NEW_PAGE = QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore


def pdf_of(page: str) -> bytes:
    """The bytes of a PDF file of `page`, with the pages numbered."""
    # A text needs fonts, and those an application; the command line has none yet.
    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    file = QBuffer()
    file.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(file)
    writer.setCreator("Repose")
    margins = QMarginsF(*[float(_MARGIN_MM)] * 4)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )
    document = _document(page)
    writer.setTitle(document.metaInformation(QTextDocument.MetaInformation.DocumentTitle))
    _print(document, writer)
    file.close()
    del app
    data: QByteArray = file.data()
    return bytes(data.data())


def _document(page: str) -> QTextDocument:
    document = QTextDocument()
    document.setDocumentMargin(0)
    font = QFont()
    font.setPointSize(_TEXT_PT)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(SHARED)
    document.setHtml(_STYLE.sub("", page))
    return document


def _print(document: QTextDocument, writer: QPdfWriter) -> None:
    """Lay the text out in pixels of `_DPI` and draw page by page, the number at the foot."""
    scale = writer.resolution() / _DPI
    size = QSizeF(writer.width() / scale, writer.height() / scale - _FOOT_PX)
    document.setPageSize(size)
    _keep_together(document, size.height())
    painter = QPainter(writer)
    painter.scale(scale, scale)
    context = QAbstractTextDocumentLayout.PaintContext()
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * size.height())
        view = QRectF(0, number * size.height(), size.width(), size.height())
        painter.setClipRect(view)
        context.clip = view
        document.documentLayout().draw(painter, context)
        painter.restore()
        _number(painter, size, f"{number + 1} / {document.pageCount()}")
    painter.end()


def _keep_together(document: QTextDocument, page_px: float) -> None:
    """Let a heading begin a new page where a page's end would part it from what follows, and a table that it would cut.

    From the top down: each break moves what comes after it.
    """
    layout = document.documentLayout()
    tables = {
        each.firstPosition() - 1: each
        for each in document.rootFrame().childFrames()
        if isinstance(each, QTextTable)
    }
    block = document.begin()
    while block.isValid():
        table = tables.get(block.position() + block.length() - 1)
        if block.blockFormat().headingLevel():
            box, ends = layout.blockBoundingRect(block), layout.blockBoundingRect(block.next()).top()
            if table is not None and layout.frameBoundingRect(table).height() + box.height() < page_px:
                ends = layout.frameBoundingRect(table).bottom()
            if box.top() // page_px != ends // page_px:
                form = block.blockFormat()
                form.setPageBreakPolicy(_NEW_PAGE)
                QTextCursor(block).setBlockFormat(form)
        if table is not None:
            _keep_whole(table, layout.frameBoundingRect(table), page_px)
        block = block.next()


def _keep_whole(table: QTextTable, box: QRectF, page_px: float) -> None:
    if box.height() < page_px and box.top() // page_px != (box.bottom() - 1) // page_px:
        form = table.format().toTableFormat()
        form.setPageBreakPolicy(_NEW_PAGE)
        table.setFormat(form)


def _number(painter: QPainter, size: QSizeF, text: str) -> None:
    foot = QRectF(0, size.height() + 4, size.width(), _FOOT_PX - 4)
    font = QFont()
    font.setPixelSize(_FOOT_PX // 2)
    painter.setFont(font)
    painter.setPen(QColor("#4c5660"))
    painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
