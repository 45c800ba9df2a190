"""The knowledge base as data that others can build on: JSON, HSDS, CSV, XLSX, vCard, XLSForm, TBX, and what describes them."""
