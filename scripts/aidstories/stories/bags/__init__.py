"""An archive as a bag (BagIt 1.0, RFC 8493), and an archive restored from one."""
