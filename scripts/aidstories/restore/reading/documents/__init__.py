"""Bytes of a document → HTML, which is then read as a web page is: Word, ODT, RTF, EPUB, mail."""
