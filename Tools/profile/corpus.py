"""The texts: docstrings of twelve installed libraries, with the libraries' names masked.

Nothing here needs more than the standard library, and nothing is imported from the
twelve: their sources are only parsed.
"""

import ast
import importlib.util
import inspect
import os
import re
import warnings
from dataclasses import dataclass

# Class name and the package whose sources hold its texts. The class index is the position here.
LIBRARIES = [
    ("numpy", "numpy"),
    ("scipy", "scipy"),
    ("pandas", "pandas"),
    ("sympy", "sympy"),
    ("matplotlib", "matplotlib"),
    ("networkx", "networkx"),
    ("scikit-learn", "sklearn"),
    ("django", "django"),
    ("sqlalchemy", "sqlalchemy"),
    ("astropy", "astropy"),
    ("statsmodels", "statsmodels"),
    ("biopython", "Bio"),
]

LENGTH_LIMIT = 400
LENGTH_MINIMUM = 100

TEST_FOLDERS = {"test", "tests", "testing"}
VENDORED_FOLDERS = {"extern", "externals", "_external", "_vendor", "_vendored", "vendored",
                    "array_api_compat", "array_api_extra", "_uarray", "pyprima"}

# Full names are masked wherever they stand, also inside a longer word.
FULL_NAMES = re.compile(
    r"numpy|scipy|pandas|sympy|matplotlib|networkx|scikits?-learn|scikit_learn|sklearn"
    r"|django|sqlalchemy|astropy|statsmodels|biopython|biosql|mpl_toolkits|pyplot|pylab",
    re.IGNORECASE)
# Aliases are masked as words of their own; an underscore ends a word, so `mpl_connect` is caught.
ALIASES = re.compile(
    r"(?<![A-Za-z0-9])(?:np|sp|pd|plt|mpl|nx|skl|sqla|sa|sm|smf|tsa|Bio)(?![A-Za-z0-9])")
URL = re.compile(r"\b(?:https?|ftp)://\S+|\bwww\.\S+")
IMPORT_LINE = re.compile(
    r"^\s*(?:>>>|\.\.\.|In \[\d+\]:)?\s*(?:from\s+\S+\s+import\b|import\s+\w).*$", re.MULTILINE)
VERSION_LINE = re.compile(
    r"^\s*\.\.\s*(?:versionadded|versionchanged|deprecated|versionremoved)::.*$", re.MULTILINE)


@dataclass(frozen=True)
class Text:
    """One masked docstring: its class, the source file it came from, and the words."""

    label: int
    module: str
    text: str


def mask(docstring):
    """The docstring without what names its library: names, links, imports, version notes."""
    text = VERSION_LINE.sub("", IMPORT_LINE.sub("", docstring))
    text = URL.sub("url", text)
    return ALIASES.sub("lib", FULL_NAMES.sub("lib", text))


def prepare(docstring):
    """The text a classifier sees, or None if too little is left after masking."""
    text = " ".join(mask(inspect.cleandoc(docstring)).split())[:LENGTH_LIMIT].rstrip()
    return text if len(text) >= LENGTH_MINIMUM else None


def docstrings(source):
    """Every docstring of a module, its classes and its functions, in the order of the source."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        tree = ast.parse(source)
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    nodes.sort(key=lambda node: getattr(node, "lineno", 0))
    return [text for text in (ast.get_docstring(node, clean=False) for node in nodes) if text]


def source_files(package):
    """Paths of a package's own Python files, sorted, without tests and vendored code."""
    root = importlib.util.find_spec(package).submodule_search_locations[0]
    paths = []
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(set(subfolders) - TEST_FOLDERS - VENDORED_FOLDERS)
        for name in names:
            if name.endswith(".py") and not name.startswith("test_") and name != "conftest.py":
                paths.append(os.path.join(folder, name))
    return root, sorted(paths)


def collect():
    """All usable texts of the twelve libraries, in a fixed order."""
    texts = []
    for label, (_, package) in enumerate(LIBRARIES):
        root, paths = source_files(package)
        for path in paths:
            with open(path, encoding="utf-8") as file:
                found = docstrings(file.read())
            module = os.path.join(package, os.path.relpath(path, root))
            prepared = (prepare(docstring) for docstring in found)
            texts.extend(Text(label, module, text) for text in prepared if text)
    return texts
