"""PDF pages on the screen, on a printer (one that writes PDF) and as files."""

import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageStat
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.domain.errors import StorageProblem, UserProblem
from app.domain.receipt import PaperSize
from tests.receipts import a_receipt, the_paper
from ui import printing

MM = 72 / 25.4

pytestmark = pytest.mark.usefixtures("qapp")


def a_pdf(size: PaperSize = PaperSize.A4X2, count: int = 1) -> bytes:
    return the_paper().receipts([a_receipt(number=f"AWS-A-26-00000{n}-00") for n in range(1, count + 1)], size, "id")


def a_printer(file: Path, dpi: int = 200) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(dpi)
    return printer


def gray(pdf: bytes, page: int, scale: float = 1.0) -> Image.Image:
    return pypdfium2.PdfDocument(pdf)[page].render(scale=scale, grayscale=True).to_pil()


def unlike(one: Image.Image, other: Image.Image) -> float:
    """Give the mean difference in shades from 0 to 255, seen from afar so that single dots do not count."""
    afar = (one.width // 6, one.height // 6)
    difference = ImageChops.difference(*(i.resize(afar, Image.Resampling.BOX) for i in (one, other)))
    return float(ImageStat.Stat(difference).mean[0])


@pytest.mark.parametrize("size", list(PaperSize))
def test_the_printed_sheet_looks_like_the_receipt(tmp_path: Path, size: PaperSize) -> None:
    pdf, file = a_pdf(size, count=2), tmp_path / "printed.pdf"
    printing.print_pdf(pdf, a_printer(file), job_title="AWS-A-26-000001-00")
    printed = file.read_bytes()
    assert len(pypdfium2.PdfDocument(printed)) == 2
    for page in (0, 1):
        wanted, got = gray(pdf, page), gray(printed, page)
        assert got.size == pytest.approx(wanted.size, abs=3)
        blank = Image.new("L", wanted.size, 255)
        sheet = blank.copy()
        sheet.paste(got)
        assert unlike(wanted, sheet) < unlike(wanted, blank) / 5


@pytest.mark.parametrize(
    ("size", "width", "height"), [(PaperSize.A4X2, 210, 297), (PaperSize.F4X2, 216, 330), (PaperSize.A5, 210, 148)]
)
def test_the_printer_is_asked_for_paper_of_that_size(tmp_path: Path, size: PaperSize, width: int, height: int) -> None:
    file = tmp_path / "printed.pdf"
    printing.print_pdf(a_pdf(size), a_printer(file), job_title="AWS-A-26-000001-00")
    assert pypdfium2.PdfDocument(file)[0].get_size() == pytest.approx((width * MM, height * MM), abs=3)


def test_the_printed_code_can_be_scanned_and_the_queue_sees_the_number_only(tmp_path: Path) -> None:
    file = tmp_path / "printed.pdf"
    printing.print_pdf(a_pdf(PaperSize.MM58), a_printer(file, dpi=203), job_title="AWS-A-26-000001-00")
    codes = zxingcpp.read_barcodes(gray(file.read_bytes(), 0, scale=3))
    assert [code.text for code in codes] == ["AWS-A-26-000001-00"]
    assert pypdfium2.PdfDocument(file).get_metadata_value("Title") == "AWS-A-26-000001-00"
    assert b"Budi" not in file.read_bytes()


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false", extend=True)
def test_a_printer_that_does_not_begin_is_a_problem_with_words(tmp_path: Path) -> None:
    printer = a_printer(tmp_path / "no such folder" / "printed.pdf")
    with pytest.raises(UserProblem) as failed:
        printing.print_pdf(a_pdf(), printer, job_title="AWS-A-26-000001-00")
    assert failed.value.code == "printer_failed"


class _OutOfPaper(QPrinter):
    def newPage(self) -> bool:
        return False


def test_a_printer_that_stops_between_pages_is_a_problem_with_words(tmp_path: Path) -> None:
    printer = _OutOfPaper(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(100)
    with pytest.raises(UserProblem) as failed:
        printing.print_pdf(a_pdf(count=2), printer, job_title="AWS-A-26-000001-00")
    assert failed.value.code == "printer_failed"


def test_a_computer_without_printer_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", staticmethod(lambda: ""))
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    assert printing.default_printer_name() == ""
    with pytest.raises(UserProblem) as absent:
        printing.print_on_default(a_pdf(), job_title="AWS-A-26-000001-00")
    assert absent.value.code == "printer_absent"


def test_the_first_printer_stands_in_when_none_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", staticmethod(lambda: ""))
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["EPSON L3210", "Canon"]))
    assert printing.default_printer_name() == "EPSON L3210"


def test_a_printer_that_went_away_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", staticmethod(lambda: "EPSON L3210"))
    with pytest.raises(UserProblem) as absent:
        printing.default_printer()
    assert absent.value.code == "printer_absent"


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_preview_is_as_wide_as_asked_and_sharp_on_dense_screens(ratio: float) -> None:
    image = printing.preview_image(a_pdf(PaperSize.A5), 0, 600, ratio)
    assert image.width() == pytest.approx(600 * ratio, abs=1)
    assert image.devicePixelRatio() == ratio
    assert image.deviceIndependentSize().height() == pytest.approx(600 * 148 / 210, abs=2)


def test_a_preview_shows_the_page_asked_for() -> None:
    pdf = a_pdf(PaperSize.A5, count=2)
    assert printing.page_count(pdf) == 2
    numbers = []
    for page in range(2):
        image = printing.preview_image(pdf, page, 1200).convertToFormat(QImage.Format.Format_Grayscale8)
        picture = Image.frombytes("L", (image.bytesPerLine(), image.height()), bytes(image.constBits()))
        numbers += [code.text for code in zxingcpp.read_barcodes(picture)]
    assert numbers == ["AWS-A-26-000001-00", "AWS-A-26-000002-00"]


def test_a_preview_outlives_its_document() -> None:
    image = printing.preview_image(a_pdf(PaperSize.A5), 0, 300)
    before = bytes(image.constBits())
    for _ in range(3):
        printing.preview_image(a_pdf(PaperSize.A4X2), 0, 300)
    assert bytes(image.constBits()) == before


def test_a_file_is_written_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "AWS-A-26-000001-00.pdf"
    file.write_bytes(b"older")
    printing.to_pdf_file(a_pdf(), file)
    assert file.read_bytes() == a_pdf()
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_cannot_be_written_is_a_problem_with_words(tmp_path: Path) -> None:
    folder = tmp_path / "taken.pdf"
    folder.mkdir()
    for path in (folder, tmp_path / "absent" / "x.pdf"):
        with pytest.raises(StorageProblem) as refused:
            printing.to_pdf_file(a_pdf(), path)
        assert refused.value.code == "file_unwritable"
    assert list(tmp_path.iterdir()) == [folder]


def test_pdfium_is_read_on_use_only() -> None:
    look = "import sys; import ui.printing; print('pypdfium2' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
