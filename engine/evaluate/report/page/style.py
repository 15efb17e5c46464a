"""How a page looks on a screen and on paper."""

from __future__ import annotations

from typing import Final

# What Qt's text engine understands of it, too, is used for the PDF; the rest it passes over.
SHARED: Final = """
body { color: #1d2329; }
h1 { font-size: 22pt; margin-bottom: 4px; }
h2 { font-size: 15pt; margin-top: 26px; margin-bottom: 6px; }
h3 { font-size: 11pt; margin-top: 16px; margin-bottom: 4px; }
p.lead { color: #4c5660; }
p.small { color: #4c5660; font-size: 9pt; }
.pages { page-break-before: always; }
th { background-color: #eef1f4; color: #4c5660; font-size: 9pt; font-weight: normal; }
td.doubt { background-color: #fdf0ec; }
b.doubt { color: #a3300f; }
b.ok { color: #41702c; }
"""

SCREEN: Final = """
@page { size: A4; margin: 14mm; }
* { box-sizing: border-box; }
html { background: #fff; }
body { font: 11pt/1.5 system-ui, "Segoe UI", "Noto Sans", "Hiragino Sans", "Yu Gothic UI", "Noto Sans CJK JP",
  sans-serif; max-width: 1080px; margin: 0 auto; padding: 28px 24px 60px; overflow-wrap: break-word; }
table { border-collapse: collapse; }
table.data td, table.data th, table.facts td { border-bottom: 1px solid #d8dee4; vertical-align: top; }
table.facts td:first-child { width: 30%; padding-right: 18px; }
table.shots { table-layout: fixed; break-inside: avoid; }
table.shots td { vertical-align: top; padding: 6px; font-size: 9pt; line-height: 1.35; }
table.shots img { width: 100%; height: auto; display: block; margin-bottom: 5px; border: 1px solid #d8dee4;
  cursor: zoom-in; }
table.shots a:focus img { position: fixed; inset: 2vh 2vw; width: auto; max-width: 96vw; height: 96vh; margin: auto;
  background: #fff; box-shadow: 0 0 0 100vmax #0009; z-index: 1; cursor: zoom-out; }
table.shots a + br { display: none; }
td.doubt { outline: 2px solid #c8583a; outline-offset: -3px; }
h2 { border-top: 1px solid #d8dee4; padding-top: 14px; }
td ul { margin: 0 0 4px; padding-left: 18px; }
li { margin: 4px 0; }
@media (max-width: 640px) { .data { display: block; overflow-x: auto; } }
@media print {
  body { max-width: none; padding: 0; font-size: 9.5pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  section, table.shots, .data tr, .facts tr, .photo { break-inside: avoid; }
  #pictures, #guidelines { break-inside: auto; break-before: page; }
  h2, h3 { break-after: avoid; }
}
"""
