"""The base-data workbook (基础资料): one .xlsx or a folder of CSV files, in and out."""
