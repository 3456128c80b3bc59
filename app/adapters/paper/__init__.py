"""Everything that becomes paper: receipts, slips, printed reports."""
