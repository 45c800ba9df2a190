"""What is published as data: one line a file, from which the page that explains it and the API's description are made.

Paths stand under `/data/v1/`. None is ever given another meaning: what would break readers goes to `/data/v2/`.
"""

from __future__ import annotations

from dataclasses import dataclass

ROOT = "data/v1/"
"""Where the data stands under the site's root."""
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
"""The licence of the content, which the data is made of."""

JSON = "application/json"
CSV = "text/csv"
VCARD = "text/vcard"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINES = "application/jsonl"


@dataclass(frozen=True)
class DataFile:
    """A file, or many of one form."""

    path: str
    """Under `/data/v1/`; places in braces: `{lang}` a language, `{id}` a permanent id, `{series}` a publication."""
    media_type: str
    group: str
    """The part of the explaining page that it stands in: a key of the labels."""
    shape: str = ""
    """What a JSON file holds: the name of a shape of `kb.exports.shapes`; of each line, for JSON Lines."""

    @property
    def key(self) -> str:
        """The key of its explanation in the labels: `data_directory_lang_json` of `directory/{lang}.json`."""
        return "data_" + "".join(
            char if char.isalnum() else "_" for char in self.path.replace("{", "").replace("}", "")
        )


INDEX = DataFile("index.json", JSON, "data_whole", "Index")
OPENAPI = DataFile("openapi.json", JSON, "data_whole")
DIRECTORY = DataFile("directory/{lang}.json", JSON, "data_directory", "Directory")
DIRECTORY_CSV = DataFile("directory/{lang}.csv", CSV, "data_directory")
DIRECTORY_XLSX = DataFile("directory/{lang}.xlsx", XLSX, "data_directory")
DIRECTORY_VCARDS = DataFile("directory/{lang}.vcf", VCARD, "data_directory")
INSTITUTION_VCARD = DataFile("directory/vcard/{id}.vcf", VCARD, "data_directory")
HSDS = DataFile("directory/{lang}/hsds/index.json", JSON, "data_hsds", "HsdsRoot")
HSDS_SERVICES = DataFile("directory/{lang}/hsds/services.json", JSON, "data_hsds", "HsdsServices")
HSDS_ORGANIZATIONS = DataFile("directory/{lang}/hsds/organizations.json", JSON, "data_hsds", "HsdsOrganizations")
HSDS_TAXONOMIES = DataFile("directory/{lang}/hsds/taxonomies.json", JSON, "data_hsds", "HsdsTaxonomies")
HSDS_TERMS = DataFile("directory/{lang}/hsds/taxonomy_terms.json", JSON, "data_hsds", "HsdsTaxonomyTerms")
SECTION = DataFile("sections/{id}.json", JSON, "data_sections", "Section")
SECTIONS = DataFile("sections.jsonl", LINES, "data_sections", "Section")
PUBLICATION = DataFile("publications/{series}.json", JSON, "data_sections", "Publication")
LIBRARY = DataFile("library.json", JSON, "data_reference", "Library")
IDS = DataFile("ids.json", JSON, "data_whole", "Ids")
GLOSSARY = DataFile("glossary.json", JSON, "data_reference", "Glossary")

FILES = (
    DIRECTORY, DIRECTORY_CSV, DIRECTORY_XLSX, DIRECTORY_VCARDS, INSTITUTION_VCARD,
    HSDS, HSDS_SERVICES, HSDS_ORGANIZATIONS, HSDS_TAXONOMIES, HSDS_TERMS,
    SECTION, PUBLICATION, SECTIONS, LIBRARY, GLOSSARY, INDEX, IDS, OPENAPI,
)  # fmt: skip
"""Every file, in the order in which people are told of them."""
GROUPS = tuple(dict.fromkeys(file.group for file in FILES))
