"""Reports as workbooks: one that stands alone, or an answer within a copy of the workbook that was asked about."""
