"""QR codes of complaint numbers: the number and nothing else, medium error correction."""


def qr_modules(number: str) -> list[list[bool]]:
    """Give the rows of dark and light modules, without the quiet zone of four modules that must stay around it."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(number)
    code.make()
    return [[bool(module) for module in row] for row in code.modules]
