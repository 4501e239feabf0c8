"""Installer of collective.tobaccooa; tool configuration is in pyproject.toml."""

from pathlib import Path
from setuptools import find_namespace_packages
from setuptools import setup


HERE = Path(__file__).parent

setup(
    name="collective.tobaccooa",
    version="1.0.0.dev0",
    description="Office automation for a Chinese bureau and its units, as an add-on for Plone",
    long_description=(HERE / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    classifiers=[
        "Environment :: Web Environment",
        "Framework :: Plone",
        "Framework :: Plone :: 6.2",
        "Framework :: Plone :: Addon",
        "Natural Language :: Chinese (Simplified)",
        "Programming Language :: Python :: 3.11",
        "Topic :: Office/Business",
    ],
    keywords="Plone OA office documents approval",
    license="GPL-2.0-only",
    packages=find_namespace_packages("src", include=["collective.*"]),
    package_dir={"": "src"},
    include_package_data=True,
    zip_safe=False,
    python_requires=">=3.11",
    install_requires=[
        "Markdown",
        "Plone",
        "chinesecalendar",
        "collective.documentviewer",
        "collective.lineage",
        "lineage.registry",
        "nh3",
        "openpyxl",
        "pillow-heif",
        "plone.api",
        "plone.app.caching",
        "plone.cachepurging",
        "plone.caching",
        "plone.restapi",
        "pypdfium2",
        "z3c.caching",
    ],
    extras_require={
        "test": [
            "aiosmtpd",
            "axe-playwright-python",
            "hypothesis",
            "playwright",
            "plone.app.testing",
            "plone.testing",
            "polib",
            "pytest",
        ],
    },
    entry_points={
        "plone.autoinclude.plugin": ["target = plone", "module = collective.tobaccooa"],
    },
)
