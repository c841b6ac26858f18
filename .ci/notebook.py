"""Runs every cell of a notebook in the folder it is in.

usage: notebook.py NOTEBOOK
"""

import sys

import nbformat
from nbclient import NotebookClient

notebook = nbformat.read(sys.argv[1], 4)
nbformat.validate(notebook)
NotebookClient(notebook, timeout=120).execute()
print(f"{sys.argv[1]}: {len(notebook.cells)} cells run")
