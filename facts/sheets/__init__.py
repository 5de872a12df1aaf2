"""Facts from spreadsheets: XLSX and CSV read into the tree that YAML gives, each value with its cell; and templates."""
